/** Runs the simulator until Ctrl+C: `npm run simulator -- [--port N] [--no-rate-limit]`. */
import { parseArgs } from 'node:util';
import { runningCampaignId } from './defaultCampaigns.ts';
import { startSimulator, type Simulator } from './simulator.ts';

function readOptions(args: readonly string[]): { readonly port: number; readonly rateLimitPerMinute?: null } {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string', default: '0' }, 'no-rate-limit': { type: 'boolean', default: false } },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port wants 0 to 65535, not ${values.port}`);
  return { port, ...(values['no-rate-limit'] ? { rateLimitPerMinute: null } : {}) };
}

/** The secret is made for this run and opens nothing but this simulator, so it may be shown. */
function describe({ origin, stream, credential }: Simulator): string {
  const { name, host, accountId, streamId, tier } = stream;
  const campaigns = [{ id: runningCampaignId, name: 'Black Friday blast' }];
  const entry = JSON.stringify([{ name, host, accountId, streamId, tier, campaigns }], undefined, 2);
  return [
    'The practice simulator runs. Nothing real is sending.',
    '',
    `origin            ${origin}`,
    `account id        ${accountId}`,
    `stream id         ${streamId}`,
    `client id         ${credential.clientId}`,
    `client secret     ${credential.clientSecret}`,
    `running campaign  ${runningCampaignId}`,
    '',
    `"kore.streams": ${entry}`,
    '',
    `state    GET  ${origin}/practice/state`,
    `faults   POST ${origin}/practice/fault   {"call":"stop","kind":"silence","forNext":1}, null clears`,
    'Ctrl+C ends it.',
    '',
  ].join('\n');
}

const simulator = await startSimulator(readOptions(process.argv.slice(2)));
const end = (): void => {
  void simulator.close();
};
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.stdout.write(describe(simulator));
