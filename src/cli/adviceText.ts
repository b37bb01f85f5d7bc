import type { StopOutcome, StopReason } from '../stop/outcome.ts';

/** What to do next, for whoever reads it in a terminal or in the log of a pipeline; empty where nothing is left to do. */
export function adviceText(outcome: StopOutcome, way: { readonly host: string; readonly proxy?: string }): string {
  const { verdict, reason, confirmedBy, effect } = outcome;
  if (verdict === 'stopped') {
    if (confirmedBy === 'reply') return 'Treat it as stopped only once `kore-campaigns status` says so.';
    return effect === 'finished' ? '' : 'Texts already with the carrier may still arrive.';
  }
  const again = 'Run the same command again: stopping again is safe.';
  if (verdict === 'unknown') return `Treat it as still sending. ${again}`;
  if (verdict === 'accepted') return `Treat it as still sending until \`kore-campaigns status\` says Stopped. ${again}`;
  return reason === undefined ? again : adviceFor(reason, outcome, way);
}

function adviceFor(
  reason: StopReason,
  { details, requests }: StopOutcome,
  { host, proxy }: { readonly host: string; readonly proxy?: string },
): string {
  switch (reason) {
    case 'noCredential':
      return 'Set KORE_CLIENT_ID and KORE_CLIENT_SECRET, or KORE_AUTH.';
    case 'badInput':
      return 'Correct it and run the command again.';
    case 'secretStore':
    case 'interrupted':
      return 'Run the command again.';
    case 'tokenExpired':
      return 'Give a new token, or client id and secret: then each request gets a token of its own.';
    case 'unauthorized':
      return 'Usual: the secret was regenerated; id and secret are of two JWT apps; the app enforces JWE or payload encryption; or its scope was not published.';
    case 'clockSkew':
      return "Let the system set this computer's clock, then run the command again.";
    case 'forbidden':
      return 'An app admin ticks Contact Center > Campaign Management in App Settings > Dev Tools > API Scope, saves, and publishes: unpublished scopes have no effect.';
    case 'notFound':
      return 'Look at host, account id, stream id and campaign id first. A proxy may have merged the “//” of the address: --verbose shows it.';
    case 'refused':
      return `Stop it by hand in the console, https://${host}.`;
    case 'rateLimited':
      return typeof details?.retryAt === 'string'
        ? `Run the command again after ${details.retryAt}. Others use the same 60 requests a minute.`
        : 'Run the command again in a minute. Others use the same 60 requests a minute.';
    case 'noConnection':
      return proxy === undefined
        ? 'Is the VPN on? No proxy was used: HTTPS_PROXY names none for this host, and system proxy settings are not read.'
        : `Is the VPN on? The proxy ${proxy} was used, as HTTPS_PROXY or ALL_PROXY says; NO_PROXY leaves it out.`;
    case 'proxy':
      return 'Check HTTPS_PROXY (its name and password stand in it: http://name:password@proxy:8080) and NO_PROXY.';
    case 'certificate':
      return "Name the company's CA in NODE_EXTRA_CA_CERTS. There is no switch to ignore it, on purpose.";
    case 'redirected':
      return 'Not followed, so the token stayed here. Usually a VPN sign-in page, or a wrong host.';
    case 'stillRunning':
    case 'notSendingNow':
      return 'Run the same command again; if it stays so, stop it by hand in the console.';
    case 'cancelled':
      return requests === 0 ? 'Nothing was sent.' : 'Run the same command again: stopping again is safe.';
    case 'badReply':
    case 'noAnswer':
    case 'notConfirmed':
    case 'serverError':
      return 'Run the same command again: stopping again is safe.';
  }
}
