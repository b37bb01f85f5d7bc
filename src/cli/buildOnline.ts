import type { Log } from '../kore/caller.ts';
import { createRateBudget } from '../kore/rateBudget.ts';
import { completePorts } from '../kore/realPorts.ts';
import { createStopper } from '../stop/index.ts';
import type { ConfiguredStream, Credential } from '../streams/stream.ts';
import type { OnlineCli } from './cli.ts';
import { environmentFetch, proxyFor, proxyLabel } from './environmentFetch.ts';

/** The stopper of this run, with one rate budget for all that it sends. Refuses a proxy that cannot be used. */
export function buildOnline(
  stream: ConfiguredStream,
  credential: Credential,
  env: Readonly<Record<string, string | undefined>>,
  given: { readonly clean: (text: string) => string; readonly log?: Log },
): OnlineCli {
  const proxy = stream.host.startsWith('https:') ? proxyFor(stream.host, env) : undefined;
  const fetch = environmentFetch(env);
  const budget = createRateBudget(completePorts({ ...given, fetch }));
  const own = { ...given, fetch, budget };
  return {
    credential,
    stopper: createStopper(own),
    ports: completePorts(own),
    ...(proxy === undefined ? {} : { proxy: proxyLabel(proxy) }),
  };
}
