import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exitCodeOf } from '../../../src/stop/exitCode.ts';
import type { StopOutcome } from '../../../src/stop/index.ts';
import { kore, reply, saysState, saysStopped, type Script } from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import {
  builtCli,
  credentialVariables,
  someAtATime,
  runCli,
  secret,
  streamOptions,
  type CliRun,
} from '../support/cliRuns.ts';
import { ids } from '../support/orders.ts';
import { refusedPort, useRecorders, type Answer } from '../support/recorder.ts';
import { brokenReplies, encoded, endlessReplies, replyRows } from '../support/replyRows.ts';
import { searchFor } from '../support/secretSearch.ts';

/** What Kore is in a row of the fault suite, and what must come of the stop. */
interface Row {
  readonly what: string;
  readonly script: Script;
  readonly verdict: string;
  readonly reason?: string;
  readonly confirmedBy?: string;
  readonly code: number;
  readonly limits?: readonly string[];
}

const codes: Readonly<Record<string, number>> = { notStopped: 1, unknown: 3, accepted: 4 };
/** Two of these end the readings, so that nobody waits for more. */
const unread = reply(404);
const endless =
  (start: string): Answer =>
  (_request, socket) =>
    void socket.write(start, 'latin1');

/** Long enough for a busy machine; most rows end by themselves long before it. */
const limits = ['--deadline', '12'];
/** For those that are read to the end of their time. */
const shorter = ['--deadline', '5'];
const impatient = [...limits, '--attempt-timeout', '0.8'];

const rows: readonly Row[] = [
  ...replyRows.map(([what, stop, verdict, reason]): Row => {
    const more = verdict === 'accepted' ? { limits: shorter } : {};
    return { what, script: { stop, status: unread }, verdict, reason, code: codes[verdict] ?? -1, ...more };
  }),
  ...brokenReplies.flatMap(([what, stop]): readonly Row[] => [
    { what, script: { stop, status: unread }, verdict: 'unknown', reason: 'noAnswer', code: 3 },
    {
      what: `${what}, read as Stopped`,
      script: { stop, status: saysState('Stopped') },
      verdict: 'stopped',
      confirmedBy: 'status',
      code: 0,
    },
  ]),
  ...endlessReplies.flatMap(([what, start]): readonly Row[] => [
    {
      what,
      script: { stop: endless(start), status: unread },
      verdict: 'unknown',
      reason: 'noAnswer',
      code: 3,
      limits: impatient,
    },
    {
      what: `${what}, read as Active`,
      script: { stop: endless(start), status: saysState('Active') },
      verdict: 'notStopped',
      reason: 'stillRunning',
      code: 1,
      limits: impatient,
    },
  ]),
  {
    what: 'Stopped, and read so',
    script: { stop: saysStopped, status: saysState('Stopped') },
    verdict: 'stopped',
    confirmedBy: 'status',
    code: 0,
  },
  {
    what: 'Stopped, and read as Completed',
    script: { stop: saysStopped, status: saysState('Completed') },
    verdict: 'stopped',
    confirmedBy: 'status',
    code: 0,
  },
  {
    what: 'Stopped, and read as Active to the end',
    script: { stop: saysStopped, status: saysState('Active') },
    verdict: 'accepted',
    reason: 'stillRunning',
    code: 4,
    limits: shorter,
  },
  {
    what: 'Stopped, and a status call that is refused',
    script: { stop: saysStopped, status: reply(403) },
    verdict: 'stopped',
    confirmedBy: 'reply',
    code: 4,
  },
  {
    what: 'Stopped, and a status reply that is encoded',
    script: { stop: saysStopped, status: encoded('gzip') },
    verdict: 'stopped',
    confirmedBy: 'reply',
    code: 4,
  },
  {
    what: 'a redirect',
    script: { stop: reply(302, '', { Location: 'https://login.example/x?token=1' }) },
    verdict: 'notStopped',
    reason: 'redirected',
    code: 1,
  },
  {
    what: '503 and then Stopped',
    script: { stop: [reply(503), saysStopped], status: saysState('Stopped') },
    verdict: 'stopped',
    confirmedBy: 'status',
    code: 0,
  },
];

function stopAt(
  host: string,
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const args = ['stop', ids.campaignId, ...streamOptions(host), '--yes', '--json', ...more];
  return runCli(args, { env: { ...credentialVariables, ...env } });
}

const secrets = searchFor([secret]);

/** The outcome that was printed, after what holds for every run. */
function outcomeOf({ code, stdout, stderr, commandLine }: CliRun): StopOutcome {
  assert.equal(stderr, '');
  const outcome = JSON.parse(stdout) as StopOutcome;
  assert.equal(code, exitCodeOf(outcome));
  for (const text of [stdout, commandLine]) {
    assert.ok(!/eyJ[\w-]{8,}/.test(text) && secrets.indexIn(Buffer.from(text)) < 0, text);
  }
  return outcome;
}

describe('The fault suite, through the command line', function () {
  this.timeout(120_000);
  const startRecorder = useRecorders('127.0.0.1', after);
  let runs: ReadonlyMap<string, Promise<CliRun>> = new Map();

  before(async () => {
    await builtCli();
    const starts = rows.map(
      ({ script }) =>
        async () =>
          stopAt((await startRecorder(kore(script))).origin, limits),
    );
    const started = someAtATime(starts);
    runs = new Map(rows.map(({ what }, index) => [what, started[index] ?? Promise.reject(new Error(what))]));
  });

  it('has a name of its own for each row', () => {
    assert.equal(new Set(rows.map(({ what }) => what)).size, rows.length);
  });

  for (const { what, verdict, reason, confirmedBy, code } of rows) {
    it(`is ${verdict}, and ends with ${code}, after ${what}`, async () => {
      const run = await runs.get(what);
      assert.ok(run);
      const outcome = outcomeOf(run);
      assert.deepEqual([outcome.verdict, outcome.reason], [verdict, reason], run.stdout);
      assert.equal(run.code, code);
      if (confirmedBy !== undefined) assert.equal(outcome.confirmedBy, confirmedBy);
    });
  }

  it('sends nothing at a port that refuses, and says so', async () => {
    const outcome = outcomeOf(await stopAt(`127.0.0.1:${await refusedPort()}`, limits));
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'noConnection', 0]);
  });

  it('sends nothing where the certificate does not hold, whatever the environment says', async () => {
    const { cert, key } = makeCertificate({ name: 'a', addresses: ['127.0.0.1'] });
    const recorder = await startRecorder(saysStopped, { cert, key });
    const run = await runCli(['stop', ids.campaignId, ...streamOptions(recorder.origin), '--yes', '--json'], {
      env: { ...credentialVariables, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
    });
    const outcome = outcomeOf(run);
    assert.deepEqual([outcome.verdict, outcome.reason, run.code], ['notStopped', 'certificate', 1]);
    assert.equal(recorder.text(), '');
  });

  it('trusts a further certificate authority that the environment names', async () => {
    const authority = makeCertificate({ name: 'Test Root', isAuthority: true });
    const { cert, key } = makeCertificate({ name: 'good', addresses: ['127.0.0.1'], issuer: authority });
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }), { cert, key });
    const folder = await mkdtemp(join(tmpdir(), 'kore-cli-'));
    const path = join(folder, 'root.pem');
    await writeFile(path, authority.cert);
    assert.equal(outcomeOf(await stopAt(recorder.origin, [], { NODE_EXTRA_CA_CERTS: path })).confirmedBy, 'status');
    await rm(folder, { recursive: true });
  });

  it('is not double-checked, and ends with 4, with --no-check', async () => {
    const recorder = await startRecorder(saysStopped);
    const run = await stopAt(recorder.origin, ['--no-check']);
    assert.deepEqual([outcomeOf(run).uncheckedBecause, run.code], ['off', 4]);
    assert.equal(recorder.requests.length, 1);
  });
});
