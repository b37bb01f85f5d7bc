import type { TokenFacts } from '../../kore/token.ts';
import type { Credential } from '../../streams/stream.ts';
import { dayAndClock, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import type { UsedCredential } from './reasonFacts.ts';

/** `client id …9c1e`, or what is known of a token; never more of it. */
export function credentialLabel(credential: Credential, facts: TokenFacts | undefined, reader: Reader): string {
  const { l10n } = reader;
  if (credential.kind !== 'token') return l10n.t('client id {tail}', { tail: tailOf(credential.clientId) });
  if (facts?.kind !== 'jwt') return l10n.t('pasted token');
  const { clientId, expiresAtMs } = facts;
  const until = expiresAtMs === undefined ? undefined : dayAndClock(expiresAtMs, reader);
  if (clientId === undefined) {
    return until === undefined ? l10n.t('pasted token') : l10n.t('pasted token, until {until}', { until });
  }
  const tail = tailOf(clientId);
  return until === undefined
    ? l10n.t('pasted token of client id {tail}', { tail })
    : l10n.t('pasted token of client id {tail}, until {until}', { tail, until });
}

function tailOf(clientId: string): string {
  return `…${plainText(clientId.slice(-4))}`;
}

/** `client id …9c1e, set 22 Jul 14:02:11`. */
export function labelWithTime({ label, setAtMs }: Pick<UsedCredential, 'label' | 'setAtMs'>, reader: Reader): string {
  const credential = plainText(label);
  if (setAtMs === undefined) return credential;
  return reader.l10n.t('{credential}, set {when}', { credential, when: dayAndClock(setAtMs, reader) });
}

/** Which credential was refused, and what becomes of it. */
export function refusedCredentialText(used: UsedCredential, reader: Reader): string {
  const { l10n } = reader;
  const credential = plainText(used.label);
  if (used.keep === 'once') return l10n.t('Yours: {credential}, typed to be used once.', { credential });
  if (used.onTrial !== true) {
    return l10n.t('Yours: {credential}; it is kept.', { credential: labelWithTime(used, reader) });
  }
  return used.stays === undefined
    ? l10n.t('Yours: {credential}, just typed; the one before it stays.', { credential })
    : l10n.t('Yours: {credential}, just typed; the one before it stays ({stays}).', {
        credential,
        stays: plainText(used.stays),
      });
}
