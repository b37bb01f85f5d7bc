import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/practice/index.ts';

export { sendingCampaign as campaign } from '../unit/support/sendingCampaign.ts';

/** A Kore of its own in the process of the tests, for all tests of the describe that calls this. */
export function sharedKore(options: SimulatorOptions = {}): () => Simulator {
  let kore: Simulator | undefined;

  before('start a Kore', async () => {
    kore = await startSimulator({ rateLimitPerMinute: null, ...options });
  });
  afterEach('let it behave', () => kore?.misbehave(undefined));
  after('end the Kore', () => kore?.close());

  return () => {
    if (kore === undefined) throw new Error('The Kore is there in tests only');
    return kore;
  };
}

/** Its entry of `kore.streams`. */
export function entryOf(kore: Simulator, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { host, accountId, streamId } = kore.stream;
  return { name: 'Acme Retail', host, accountId, streamId, tier: 'staging', ...more };
}

/** The ids of the campaigns that Kore was asked to stop, in order. */
export function stopsAt(kore: Simulator): readonly string[] {
  return kore
    .state()
    .requests.filter(({ method, target }) => method === 'POST' && target.includes('trigger=stop'))
    .map(({ target }) => /\/trigger\/([^?]+)/.exec(target)?.[1] ?? target);
}

export function statusAt(kore: Simulator, campaignId: string): string | undefined {
  return kore.state().campaigns.find(({ id }) => id === campaignId)?.status;
}

/** A server that takes every call for good, and keeps what the auth headers said. */
export function sharedRecorder(): () => { readonly origin: string; readonly auths: readonly string[] } {
  const auths: string[] = [];
  const server = createServer((request, response) => {
    auths.push(String(request.headers.auth));
    const url = request.url ?? '';
    const data = url.includes('getAll') ? { results: [] } : { status: 'Stopped' };
    const body = url.includes('trigger=stop') ? { status: 'Stopped' } : { status: 'success', data };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });

  before('start a recorder', () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after('end the recorder', () => {
    server.closeAllConnections();
    server.close();
  });

  return () => ({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, auths });
}
