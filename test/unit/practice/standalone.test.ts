import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runningCampaignId, type Simulator, type SimulatorState } from '../../../src/practice/index.ts';
import { readStatus, send } from './practiceClient.ts';

const script = fileURLToPath(new URL('../../../src/practice/standalone.ts', import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  return child;
}

describe('practice: npm run simulator', function () {
  this.timeout(30_000);

  it('prints all that a stop needs, runs without a rate limit when told, ends at an interrupt', async () => {
    const child = start('--no-rate-limit');
    let printed = '';
    for await (const text of child.stdout as AsyncIterable<string>) {
      printed += text;
      if (printed.includes('Ctrl+C')) break;
    }
    const line = (label: string) => new RegExp(`^${label} +(\\S+)$`, 'm').exec(printed)?.[1] ?? '';
    assert.equal(line('running campaign'), runningCampaignId);
    const stream = (JSON.parse(/"kore\.streams": (\[.*\])/s.exec(printed)?.[1] ?? '') as Simulator['stream'][])[0];
    assert.ok(stream);
    assert.equal(stream.host, line('origin'));
    const credential = {
      kind: 'clientSecret',
      clientId: line('client id'),
      clientSecret: line('client secret'),
    } as const;
    const caller = { origin: line('origin'), stream, credential } as Simulator;
    const statuses = await Promise.all(Array.from({ length: 61 }, () => readStatus(caller, runningCampaignId)));
    assert.ok(statuses.every(({ status }) => status === 200));
    const { json } = await send(caller.origin, { method: 'GET', target: '/practice/state' });
    assert.equal((json as SimulatorState).requests.length, 61);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('ends with a reason when the port is not one', async () => {
    const child = start('--port', 'abc');
    let said = '';
    child.stderr.on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    assert.notEqual(code, 0);
    assert.match(said, /--port wants 0 to 65535, not abc/);
  });
});
