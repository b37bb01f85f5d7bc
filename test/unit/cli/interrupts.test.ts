import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';

import { watchInterrupts } from '../../../src/cli/interrupts.ts';
import type { StopOutcome } from '../../../src/stop/index.ts';
import { isStop, kore, saysStopped, silence } from '../support/answers.ts';
import { builtCli, credentialVariables, runCli, streamOptions } from '../support/cliRuns.ts';
import { ids } from '../support/orders.ts';
import { useRecorders, type Answer } from '../support/recorder.ts';

const stopArguments = (host: string, ...more: readonly string[]): readonly string[] => {
  return ['stop', ids.campaignId, ...streamOptions(host), '--yes', ...more];
};

describe('A stop from the command line that is interrupted', function () {
  this.timeout(30_000);
  const startRecorder = useRecorders();
  before(() => builtCli());

  /** Interrupts the program once a request has come to which this answers. */
  async function interrupted(
    stop: Answer,
    status: Answer,
    interrupt: (child: ChildProcess) => void,
    ...more: readonly string[]
  ) {
    let child: ChildProcess | undefined;
    const meant = stop === silence ? isStop : (one: Parameters<typeof isStop>[0]) => !isStop(one);
    const recorder = await startRecorder((request, socket) => {
      kore({ stop, status })(request, socket);
      if (child !== undefined && meant(request)) interrupt(child);
    });
    const run = await runCli(stopArguments(recorder.origin, ...more), {
      env: credentialVariables,
      onStart: (started) => (child = started),
    });
    return { run, recorder };
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`is unknown, and ends with 3, after ${signal} while the request is out`, async () => {
      const { run, recorder } = await interrupted(silence, silence, (child) => child.kill(signal), '--json');
      const outcome = JSON.parse(run.stdout) as StopOutcome;
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['unknown', 'cancelled', 1]);
      assert.deepEqual([run.code, run.signal], [3, null]);
      assert.equal(recorder.requests.length, 1);
    });
  }

  it('is stopped by the reply alone, and ends with 4, while its state is read', async () => {
    const { run } = await interrupted(saysStopped, silence, (child) => child.kill('SIGINT'));
    assert.match(run.stdout, /^Stopped by Kore\.ai's reply, not double-checked \(cancelled\)/);
    assert.equal(run.code, 4);
  });

  it('says of several what is known of each, and ends with the worst', async () => {
    let child: ChildProcess | undefined;
    let came = 0;
    const recorder = await startRecorder((request, socket) => {
      came += 1;
      if (request.target.includes('cd-first')) saysStopped(request, socket);
      if (came === 2) setTimeout(() => child?.kill('SIGINT'), 200);
    });
    const args = ['stop', 'cd-first', 'cd-second', ...streamOptions(recorder.origin), '--yes', '--json'];
    const run = await runCli(args, { env: credentialVariables, onStart: (started) => (child = started) });
    const outcomes = JSON.parse(run.stdout) as readonly (StopOutcome & { readonly campaignId: string })[];
    assert.deepEqual(
      outcomes.map(({ campaignId, verdict }) => [campaignId, verdict]),
      [
        ['cd-first', 'stopped'],
        ['cd-second', 'unknown'],
      ],
    );
    assert.equal(run.code, 3);
  });

  it('was not sent, and ends with 1, while its credential is waited for', async () => {
    const recorder = await startRecorder(silence);
    const run = await runCli(['stop', ids.campaignId, ...streamOptions(recorder.origin), '--yes', '--auth-stdin'], {
      input: null,
      onStart: (child) => void setTimeout(() => child.kill('SIGINT'), 1500),
    });
    assert.deepEqual([run.code, run.stdout, run.stderr], [1, '', 'You cancelled. Nothing was sent.\n']);
    assert.equal(recorder.connections(), 0);
  });

  it('is cancelled by the first interrupt, and ends at once, with 3, at the second', () => {
    const listeners = new Map<string, () => void>();
    const exits: unknown[] = [];
    const told: string[] = [];
    const signal = watchInterrupts(
      {
        on: (name, listener) => listeners.set(name, listener),
        exit: ((code: number) => exits.push(code)) as unknown as (code?: number | string | null) => never,
      },
      (line) => void told.push(line),
    );
    assert.deepEqual([...listeners.keys()], ['SIGINT', 'SIGTERM', 'SIGHUP']);
    listeners.get('SIGINT')?.();
    assert.deepEqual([signal.aborted, exits, told], [true, [], []]);
    listeners.get('SIGTERM')?.();
    assert.deepEqual(exits, [3]);
    assert.match(told.join(), /^Ended at once: what came of a request that had left is not known/);
  });
});

describe('A stop from the command line whose output nobody reads', function () {
  this.timeout(30_000);
  const startRecorder = useRecorders();
  before(() => builtCli());

  it('goes on to its end, with its own exit code', async () => {
    let child: ChildProcess | undefined;
    const recorder = await startRecorder((request, socket) => {
      child?.stdout?.destroy();
      child?.stderr?.destroy();
      setTimeout(() => kore({ stop: saysStopped })(request, socket), 100);
    });
    const run = await runCli(stopArguments(recorder.origin, '--verbose', '--no-check'), {
      env: credentialVariables,
      onStart: (started) => (child = started),
    });
    assert.deepEqual([run.code, run.signal, run.stdout], [4, null, '']);
    assert.equal(recorder.requests.filter(isStop).length, 1);
  });
});
