import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { saysStopped } from '../support/answers.ts';
import {
  builtCli,
  credentialVariables,
  runCli,
  secret,
  someAtATime,
  streamOptions,
  type CliOptions,
  type CliRun,
} from '../support/cliRuns.ts';
import { ids } from '../support/orders.ts';
import { useRecorders, type Recorder } from '../support/recorder.ts';

/** A call that must be refused, and what it must be told. `HOST`, `FOLDER` and `CAMPAIGN` are filled in. */
interface Misuse {
  readonly what: string;
  readonly args: readonly string[];
  readonly options?: CliOptions;
  readonly says: RegExp;
}

const env = credentialVariables;
const id = 'CAMPAIGN';
const host = ['--host', 'HOST', '--account', ids.accountId, '--stream-id', ids.streamId] as const;
const stop = (...more: readonly string[]): readonly string[] => ['stop', id, '--yes', ...more];
const file = (name: string): readonly string[] => ['--streams', `FOLDER/${name}`];
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.bm90LWEtc2lnbmF0dXJl';

const misuses: readonly Misuse[] = [
  { what: 'no command', args: [], says: /Which command\?/ },
  { what: 'an unknown command', args: ['start'], says: /Unknown command 'start'/ },
  {
    what: 'an unknown option',
    args: stop(...host, '--frobnicate=1'),
    options: { env },
    says: /Unknown option '--frobnicate=…'/,
  },
  {
    what: 'no campaign',
    args: ['stop', '--yes', ...host],
    options: { env },
    says: /Missing required argument 'campaigns'/,
  },
  { what: 'too many arguments', args: ['list', 'x', ...host], options: { env }, says: /Too many arguments/ },
  {
    what: 'no --yes where no terminal can ask',
    args: ['stop', id, ...host],
    options: { env },
    says: /no terminal to ask at/,
  },
  {
    what: 'a campaign id with a slash',
    args: ['stop', 'cd-1/..', '--yes', ...host],
    options: { env },
    says: /campaign id has “\/”/,
  },
  {
    what: 'an empty campaign id',
    args: ['stop', '', '--yes', ...host],
    options: { env },
    says: /campaign id is missing/,
  },
  {
    what: 'a token in the place of a campaign',
    args: ['stop', token, '--yes', ...host],
    options: { env },
    says: /campaign id has “\.”/,
  },
  ...['--auth', '--token', '--client-secret', '--client-id', '--secret', '-password', '--api-key'].map(
    (flag): Misuse => {
      return {
        what: `a secret in ${flag}`,
        args: stop(...host, `${flag}=${secret}`),
        says: /is no option: what stands in a command line/,
      };
    },
  ),
  { what: 'a secret after --token', args: stop(...host, '--token', secret), says: /--token is no option/ },

  { what: 'no stream', args: stop(), options: { env }, says: /Which stream\?/ },
  {
    what: 'a host without the rest',
    args: stop('--host', 'HOST'),
    options: { env },
    says: /needs --account and --stream-id too/,
  },
  {
    what: 'a tier without a host',
    args: stop('--tier', 'staging'),
    options: { env },
    says: /needs --host and --account and --stream-id too/,
  },
  {
    what: 'an unknown tier',
    args: stop(...host, '--tier', 'prod'),
    options: { env },
    says: /'--tier <tier>' argument 'prod' is invalid/,
  },
  {
    what: 'a host over http',
    args: stop('--host', 'http://kore.example', ...host.slice(2)),
    options: { env },
    says: /host must use https/,
  },
  {
    what: 'a host with a path',
    args: stop('--host', 'kore.example/x', ...host.slice(2)),
    options: { env },
    says: /host must end after the name/,
  },
  {
    what: 'an account with a space inside',
    args: stop(...host.slice(0, 2), '--account', '5f 00', ...host.slice(4)),
    options: { env },
    says: /account id has a space/,
  },
  {
    what: 'a stream id that is empty',
    args: stop(...host.slice(0, 4), '--stream-id', ''),
    options: { env },
    says: /stream id is missing|name is missing/,
  },
  {
    what: 'an iid with a line break',
    args: stop(...host, '--iid', 'st-\n1'),
    options: { env },
    says: /\(iid\) has a line break/,
  },
  { what: 'an empty name', args: stop(...host, '--name', ' '), options: { env }, says: /name is missing/ },
  { what: 'a file and flags at once', args: stop(...file('good.json'), ...host), options: { env }, says: /not both/ },
  {
    what: 'a file that is not there',
    args: stop(...file('none.json')),
    options: { env },
    says: /There is no file “.*none\.json”/,
  },
  {
    what: 'a folder for a file',
    args: stop('--streams', 'FOLDER'),
    options: { env },
    says: /could not be read \(EISDIR\)/,
  },
  { what: 'an empty file name', args: stop('--streams', ''), options: { env }, says: /--streams is empty/ },
  {
    what: 'an empty KORE_STREAMS',
    args: stop(),
    options: { env: { ...env, KORE_STREAMS: '' } },
    says: /KORE_STREAMS is empty/,
  },
  {
    what: 'a KORE_STREAMS that is not there',
    args: stop(),
    options: { env: { ...env, KORE_STREAMS: '/none.json' } },
    says: /There is no file “\/none\.json”/,
  },
  { what: 'a file that is not JSON', args: stop(...file('broken.json')), options: { env }, says: /it is not JSON/ },
  { what: 'a file without streams', args: stop(...file('empty.json')), options: { env }, says: /no list of streams/ },
  {
    what: 'a file that is too long',
    args: stop(...file('long.json')),
    options: { env },
    says: /longer than 1000000 bytes/,
  },
  {
    what: 'a file with a secret',
    args: stop(...file('secret.json')),
    options: { env },
    says: /a secret in it, at “\[0\]\.clientSecret”/,
  },
  {
    what: 'a file with a token in a name',
    args: stop(...file('token.json')),
    options: { env },
    says: /a secret in it, at “\[0\]\.name”/,
  },
  {
    what: 'a file of several, and none chosen',
    args: stop(...file('several.json')),
    options: { env },
    says: /Give --stream with one of: “One”, “Two”/,
  },
  {
    what: 'a stream that is not in the file',
    args: stop(...file('good.json'), '--stream', 'Other'),
    options: { env },
    says: /has no stream “Other”. It has: “One”/,
  },
  {
    what: 'a stream whose name two have',
    args: stop(...file('twice.json'), '--stream', 'One'),
    options: { env },
    says: /“One” is the name or the id of 2 streams/,
  },
  {
    what: 'an empty stream name',
    args: stop(...file('good.json'), '--stream', ' '),
    options: { env },
    says: /--stream is empty/,
  },
  {
    what: 'the one entry of a file that is wrong',
    args: stop(...file('bad.json')),
    options: { env },
    says: /“One”: The account id is missing/,
  },
  {
    what: 'a chosen entry that is wrong',
    args: stop(...file('oneBad.json'), '--stream', 'Bad'),
    options: { env },
    says: /“Bad”: The account id is missing/,
  },
  {
    what: 'a campaign name that two have',
    args: ['stop', 'Blast', '--yes', ...file('names.json')],
    options: { env },
    says: /2 campaigns are called “Blast”/,
  },

  { what: 'no credential', args: stop(...host), says: /There is no credential/ },
  {
    what: 'a client id alone',
    args: stop(...host),
    options: { env: { KORE_CLIENT_ID: 'cs-1' } },
    says: /KORE_CLIENT_ID needs KORE_CLIENT_SECRET/,
  },
  {
    what: 'a client secret alone',
    args: stop(...host),
    options: { env: { KORE_CLIENT_SECRET: secret } },
    says: /KORE_CLIENT_SECRET needs KORE_CLIENT_ID/,
  },
  {
    what: 'an empty token',
    args: stop(...host),
    options: { env: { KORE_AUTH: '' } },
    says: /KORE_AUTH is empty\. In a pipeline/,
  },
  {
    what: 'an empty client secret',
    args: stop(...host),
    options: { env: { ...env, KORE_CLIENT_SECRET: ' \r\n' } },
    says: /KORE_CLIENT_SECRET is empty/,
  },
  {
    what: 'both kinds of credential',
    args: stop(...host),
    options: { env: { ...env, KORE_AUTH: token } },
    says: /several credentials \(KORE_AUTH and KORE_CLIENT_SECRET\)/,
  },
  {
    what: 'a token beside a client id',
    args: stop(...host),
    options: { env: { KORE_AUTH: token, KORE_CLIENT_ID: 'cs-1' } },
    says: /KORE_AUTH is a whole token/,
  },
  {
    what: 'a credential in the environment and one piped in',
    args: stop(...host, '--auth-stdin'),
    options: { env, input: token },
    says: /several credentials \(KORE_CLIENT_SECRET and --auth-stdin\)/,
  },
  {
    what: 'both kinds from standard input',
    args: stop(...host, '--auth-stdin', '--secret-stdin'),
    options: { input: token },
    says: /there is one standard input/,
  },
  {
    what: 'a piped secret without a client id',
    args: stop(...host, '--secret-stdin'),
    options: { input: secret },
    says: /--secret-stdin needs the client id/,
  },
  {
    what: 'a piped token beside a client id',
    args: stop(...host, '--auth-stdin'),
    options: { env: { KORE_CLIENT_ID: 'cs-1' }, input: token },
    says: /--auth-stdin gives a whole token/,
  },
  {
    what: 'a token with a line break',
    args: stop(...host),
    options: { env: { KORE_AUTH: 'eyJ\n1' } },
    says: /token has a line break.*It came from KORE_AUTH/,
  },
  {
    what: 'a client id with a control character',
    args: stop(...host),
    options: { env: { ...env, KORE_CLIENT_ID: 'cs\u0007' } },
    says: /client id has a character that cannot be seen/,
  },
  {
    what: 'an empty standard input',
    args: stop(...host, '--auth-stdin'),
    options: { input: ' \r\n' },
    says: /Standard input is empty/,
  },
  {
    what: 'two lines on standard input',
    args: stop(...host, '--auth-stdin'),
    options: { input: `${token}\n${token}\n` },
    says: /several lines/,
  },
  {
    what: 'a standard input that is not text',
    args: stop(...host, '--auth-stdin'),
    options: { input: Buffer.of(0xff, 0xfe, 0x41) },
    says: /not text in UTF-8/,
  },
  {
    what: 'a standard input of a megabyte',
    args: stop(...host, '--auth-stdin'),
    options: { input: 'x'.repeat(1_000_000) },
    says: /longer than 16384 bytes/,
  },

  ...['0', '-1', 'soon', '1e3', '9999', ''].map((seconds): Misuse => {
    return {
      what: `a deadline of “${seconds}”`,
      args: stop(...host, `--deadline=${seconds}`),
      options: { env },
      says: /--deadline wants seconds/,
    };
  }),
  {
    what: 'an attempt timeout that is none',
    args: stop(...host, '--attempt-timeout', 'x'),
    options: { env },
    says: /--attempt-timeout wants seconds/,
  },
  {
    what: 'an option without its value',
    args: stop(...host, '--deadline'),
    options: { env },
    says: /argument missing/,
  },
  {
    what: 'a deadline for several campaigns',
    args: ['stop', id, 'cd-2', '--yes', '--deadline', '5', ...host],
    options: { env },
    says: /are for one campaign/,
  },
  {
    what: 'a page that is none',
    args: ['list', '--page', '0', ...host],
    options: { env },
    says: /--page wants a whole number/,
  },
  {
    what: 'a timeout that is none',
    args: ['status', id, '--timeout', 'x', ...host],
    options: { env },
    says: /--timeout wants seconds/,
  },
  {
    what: 'a campaign id that is none for the check',
    args: ['ready', 'a/b', ...host],
    options: { env },
    says: /campaign id has “\/”/,
  },
  { what: 'a campaign id that is none for curl', args: ['curl', 'a b', ...host], says: /campaign id has a space/ },
  {
    what: 'a proxy that is no address',
    args: stop('--host', 'kore.example', ...host.slice(2)),
    options: { env: { ...env, HTTPS_PROXY: 'http://' } },
    says: /proxy in HTTPS_PROXY or ALL_PROXY is not an address/,
  },
  {
    what: 'a proxy of another kind',
    args: stop('--host', 'kore.example', ...host.slice(2)),
    options: { env: { ...env, ALL_PROXY: 'socks5://proxy:1' } },
    says: /of a kind \(socks5\) that cannot be used/,
  },
];

const one = { name: 'One', host: 'HOST', accountId: ids.accountId, streamId: ids.streamId };
const two = { ...one, name: 'Two', streamId: 'st-2' };
const without = { name: 'Bad', host: 'HOST', streamId: 'st-3' };
const files: Readonly<Record<string, unknown>> = {
  'good.json': [one],
  'empty.json': {},
  'secret.json': [{ ...one, clientSecret: secret }],
  'token.json': [{ ...one, name: token }],
  'several.json': [one, two],
  'twice.json': [one, { ...two, name: 'One' }],
  'bad.json': [{ ...without, name: 'One' }],
  'oneBad.json': [without, one],
  'names.json': [
    {
      ...one,
      campaigns: [
        { id: 'cd-1', name: 'Blast' },
        { id: 'cd-2', name: 'Blast' },
      ],
    },
  ],
};

describe('Wrong use of the command line', function () {
  this.timeout(60_000);
  const startRecorder = useRecorders('127.0.0.1', after);
  let recorder: Recorder;
  let folder = '';
  let runs: ReadonlyMap<string, Promise<CliRun>> = new Map();

  before(async () => {
    recorder = await startRecorder(saysStopped);
    folder = await mkdtemp(join(tmpdir(), 'kore-cli-'));
    for (const [name, value] of Object.entries(files)) {
      await writeFile(join(folder, name), JSON.stringify(value).replaceAll('HOST', recorder.origin));
    }
    await writeFile(join(folder, 'broken.json'), '[{ "name": "One", }]');
    await writeFile(join(folder, 'long.json'), `[${' '.repeat(1_000_001)}]`);
    await builtCli();
    const filled = (text: string): string =>
      text
        .replace('HOST', recorder.origin)
        .replace('FOLDER', folder)
        .replace(/^CAMPAIGN$/, ids.campaignId);
    const started = someAtATime(
      misuses.map(
        ({ args, options }) =>
          () =>
            runCli(args.map(filled), options),
      ),
    );
    runs = new Map(misuses.map(({ what }, index) => [what, started[index] ?? Promise.reject(new Error(what))]));
  });

  after(() => rm(folder, { recursive: true }));

  for (const { what, says } of misuses) {
    it(`ends with 2, says why and sends nothing: ${what}`, async () => {
      const run = await runs.get(what);
      assert.ok(run);
      assert.equal(run.code, 2, run.stderr);
      assert.match(run.stderr, says);
      assert.match(run.stderr, /^kore-campaigns: .*\nNothing was sent\./);
      assert.equal(run.stdout, '');
      assert.ok(!`${run.stdout}${run.stderr}`.includes(secret) && !run.stderr.includes(token), 'a secret was repeated');
    });
  }

  it('reached no server in any of these', async () => {
    await Promise.all(runs.values());
    assert.equal(runs.size, misuses.length, 'two rows have one name');
    assert.equal(recorder.connections(), 0);
  });

  it('is told of an entry that was left out, and goes on with a good one', async () => {
    const run = await runCli(
      ['curl', ids.campaignId, '--streams', join(folder, 'oneBad.json'), '--stream', ids.streamId],
      {},
    );
    assert.equal(run.code, 0);
    assert.match(run.stderr, /^Left out of “.*oneBad\.json”: “Bad”: The account id is missing\.\n$/);
  });

  it('is not the flags of one stream: what they name is asked for as it stands', async () => {
    const run = await runCli(['curl', ids.campaignId, ...streamOptions('platform.kore.ai')], {});
    assert.deepEqual([run.code, run.stderr], [0, '']);
    assert.ok(run.stdout.includes("'https://platform.kore.ai/campaign/api/v2/public/"));
    assert.ok(run.stdout.includes('--header "auth: $KORE_AUTH"'));
  });
});
