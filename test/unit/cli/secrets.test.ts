import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { isStop, kore, reply, saysStopped, silence } from '../support/answers.ts';
import { builtCli, credentialVariables, runCli, streamOptions, type CliOptions } from '../support/cliRuns.ts';
import { ids } from '../support/orders.ts';
import { headerValues, useRecorders, type Answer } from '../support/recorder.ts';
import { searchFor } from '../support/secretSearch.ts';

const secret = randomBytes(32).toString('base64url');
const token = `opaque.${randomBytes(32).toString('base64url')}`;
const { KORE_CLIENT_ID } = credentialVariables;

/** Each way in which a credential can come, with what must be seen nowhere. */
const ways: readonly (readonly [what: string, args: readonly string[], options: CliOptions, hidden: string])[] = [
  ['KORE_CLIENT_SECRET', [], { env: { KORE_CLIENT_ID, KORE_CLIENT_SECRET: secret } }, secret],
  ['KORE_AUTH', [], { env: { KORE_AUTH: token } }, token],
  ['a token on standard input', ['--auth-stdin'], { input: `${token}\r\n` }, token],
  ['a secret on standard input', ['--secret-stdin'], { env: { KORE_CLIENT_ID }, input: `\uFEFF${secret}\n` }, secret],
];

/** A host that repeats what it was sent, and the secret itself, wherever a text can stand. */
const echo = (status: number, hidden: string): Answer => {
  return (request, socket) => {
    const sent = headerValues(request, 'auth').join('');
    const text = `${sent} ${hidden} ${encodeURIComponent(hidden)}`;
    const body = { status: text, message: text, error: text, updatedAt: text, data: { status: text, results: [] } };
    reply(status, body, { Location: `/login/${encodeURIComponent(hidden)}`, 'Content-Type': `text/${sent}` })(
      request,
      socket,
    );
  };
};

describe('A credential that the command line is given', function () {
  this.timeout(60_000);
  const startRecorder = useRecorders();
  before(() => builtCli());

  for (const [what, args, options, hidden] of ways) {
    const search = searchFor([hidden]);
    const isIn = (text: string): boolean => /eyJ[\w-]{8,}/.test(text) || search.indexIn(Buffer.from(text)) >= 0;

    it(`by ${what} signs, and is in nothing that is printed or can be seen from outside, whatever comes back`, async () => {
      const tries = [200, 401, 500].map(async (status) => {
        const recorder = await startRecorder(echo(status, hidden));
        const stop = [
          'stop',
          ids.campaignId,
          ...streamOptions(recorder.origin),
          '--yes',
          '--verbose',
          '--deadline',
          '2',
        ];
        const runs = await Promise.all(
          [
            status === 401 ? stop : [...stop, '--json'],
            ['status', ids.campaignId, ...streamOptions(recorder.origin)],
          ].map((one) => runCli([...one, ...args], options)),
        );
        for (const { stdout, stderr, commandLine } of runs) {
          assert.ok(stdout.length > 0);
          assert.ok(![stdout, stderr, commandLine].some(isIn), stdout + stderr);
        }
        const [first] = recorder.requests;
        assert.ok(first);
        const [sent = ''] = headerValues(first, 'auth');
        assert.ok(hidden === token ? sent === token : sent.startsWith('eyJ'), sent);
      });
      await Promise.all(tries);
      assert.ok(isIn(`x${hidden}`), 'the search finds what is there');
    });
  }

  it('is in no diagnostic report of Node, which prints the environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kore-cli-'));
    const recorder = await startRecorder(silence);
    const node = `--report-on-signal --report-signal=SIGUSR2 --report-directory=${folder}`;
    await runCli(['stop', ids.campaignId, ...streamOptions(recorder.origin), '--yes'], {
      env: { KORE_CLIENT_ID, KORE_CLIENT_SECRET: secret, NODE_OPTIONS: node, HARMLESS: 'is-in-the-report' },
      onStart: (child) => {
        void (async () => {
          while (!recorder.requests.some(isStop)) await wait(20);
          child.kill('SIGUSR2');
          while ((await readdir(folder)).length === 0) await wait(20);
          await wait(300);
          child.kill('SIGINT');
        })();
      },
    });
    const [name = ''] = await readdir(folder);
    const report = await readFile(join(folder, name), 'utf8');
    await rm(folder, { recursive: true });
    assert.ok(report.includes('is-in-the-report'));
    assert.ok(searchFor([secret]).indexIn(Buffer.from(report)) < 0);
  });
});

describe('A mistake at the command line', function () {
  this.timeout(30_000);
  before(() => builtCli());

  it('takes the secret out of whatever is printed of a mistake', async () => {
    // A secret that is in the wrong place as well, and a token in the place of a file.
    const env = { KORE_CLIENT_ID, KORE_CLIENT_SECRET: secret, HTTPS_PROXY: `ftp://${secret}@proxy` };
    const wrongPlace = await runCli(['status', 'cd-1', ...streamOptions('kore.example')], { env });
    const wrongFile = await runCli(['status', 'cd-1', '--streams', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln'], {
      env,
    });
    for (const run of [wrongPlace, wrongFile]) {
      assert.equal(run.code, 2);
      assert.ok(!run.stderr.includes(secret) && !run.stderr.includes('eyJhbGci'), run.stderr);
    }
  });
});

describe('What Kore says, at a terminal', function () {
  this.timeout(30_000);
  const startRecorder = useRecorders();
  before(() => builtCli());
  const hostile = 'Gone\u001b]0;x\u0007\u001b[2J\u009b31m\u202e\r\nStopped\u2028';
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  const commands = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

  it('can give it no command: not as text, not as JSON, not in a list', async () => {
    const row = { id: 'cd-1\u001b[2J', name: hostile, status: hostile, contactLists: [], totalMessagesSent: 1 };
    const list = reply(200, { status: 'success', data: { results: [row], hasMore: false } });
    const recorder = await startRecorder(
      kore({
        stop: reply(409, { message: hostile }),
        status: reply(200, { status: 'success', data: { status: hostile } }),
        list,
      }),
    );
    const at = streamOptions(recorder.origin);
    const runs = await Promise.all(
      [
        ['stop', ids.campaignId, '--yes', ...at],
        ['stop', ids.campaignId, '--yes', '--json', ...at],
        ['status', ids.campaignId, ...at],
        ['list', ...at],
        ['list', '--json', ...at],
        ['curl', ids.campaignId, ...at, '--name', 'A\u202eB'],
      ].map((args) => runCli(args, { env: credentialVariables })),
    );
    for (const { stdout, stderr } of runs) {
      assert.ok(stdout.length > 20);
      assert.ok(!commands.test(stdout + stderr), JSON.stringify(stdout + stderr));
    }
    const listed = JSON.parse(runs[4]?.stdout ?? '') as { readonly campaigns: readonly { readonly name: string }[] };
    assert.equal(listed.campaigns[0]?.name, hostile);
  });

  it('can give it none through what was typed and is repeated', async () => {
    const run = await runCli([hostile.replaceAll('\u001b', '\u009b')]);
    assert.equal(run.code, 2);
    assert.match(run.stderr, /Unknown command 'Gone/);
    assert.ok(!commands.test(run.stderr), JSON.stringify(run.stderr));
  });

  it('has one line for each row of a list, whatever the names are', async () => {
    const row = { id: 'cd-1', name: hostile, status: 'Active', contactLists: [] };
    const list = reply(200, { status: 'success', data: { results: [row, { ...row, id: 'cd-2' }], hasMore: false } });
    const recorder = await startRecorder(kore({ stop: saysStopped, list }));
    const run = await runCli(['list', ...streamOptions(recorder.origin)], { env: credentialVariables });
    assert.equal(run.stdout.split('\n').length, 3);
  });
});
