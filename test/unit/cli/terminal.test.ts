import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { quote } from 'shlex';

import { isStop, kore, reply, saysState, saysStopped, type Script } from '../support/answers.ts';
import { builtCli, credentialVariables, streamOptions } from '../support/cliRuns.ts';
import { ids } from '../support/orders.ts';
import { useRecorders, type Answer, type Recorder } from '../support/recorder.ts';

/** What takes the last line away. */
const redrawn = '\r\u001b[K';

/** Where a terminal can be had without a program of its own: `script` is part of every Linux and macOS, with other options. */
const canHaveTerminal = process.platform === 'linux';

interface Session {
  readonly code: number | null;
  /** All that the terminal showed, with its line breaks as such. */
  readonly screen: string;
}

/** Runs the program at a terminal and types the text once it asks. */
async function atTerminal(
  args: readonly string[],
  type: string,
  variables: Readonly<Record<string, string>> = credentialVariables,
  soon = false,
): Promise<Session> {
  const command = [process.execPath, await builtCli(), ...args].map((word) => quote(word)).join(' ');
  const child = spawn('script', ['-qefc', `exec ${command}`, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  let asked = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
    const questions = screen.split('stops nothing: ').length - 1;
    if (questions === asked) return;
    asked = questions;
    if (soon) child.stdin.write(asked === 1 ? type : '\r');
    else setTimeout(() => child.stdin.write(type), 400);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, screen: screen.replaceAll('\r\n', '\n') };
}

const row = {
  id: ids.campaignId,
  name: 'Black Friday blast',
  status: 'Active',
  totalMessagesSent: 41_203,
  contactLists: ['Loyalty members DE'],
};
const lists = (results: readonly object[]): Script => ({
  stop: saysStopped,
  status: saysState('Stopped'),
  list: reply(200, { status: 'success', data: { results, hasMore: false } }),
});

(canHaveTerminal ? describe : describe.skip)('A stop at a terminal', function () {
  this.timeout(30_000);
  const startRecorder = useRecorders();
  before(() => builtCli());

  const stops = ({ requests }: Recorder): number => requests.filter(isStop).length;
  const one = (recorder: Recorder, ...more: readonly string[]): readonly string[] => {
    return ['stop', ids.campaignId, ...streamOptions(recorder.origin), ...more];
  };

  it('asks with host, stream, tier, campaign and the state that was just read, and stops at “yes”', async () => {
    const recorder = await startRecorder(kore(lists([row])));
    const { code, screen } = await atTerminal(one(recorder, '--tier', 'production'), 'yes\r');
    assert.match(screen, /^Stop “Black Friday blast” in PRODUCTION\?\n/);
    assert.ok(screen.includes(`  Stream: Acme Retail, 127.0.0.1:${recorder.port}\n`));
    assert.match(screen, / {2}State: Active, 41,203 sent \(read \d s ago\)\n {2}To: Loyalty members DE\n/);
    assert.match(screen, /Stopped, read as Stopped at .*; 1 stop request sent\.\n/);
    assert.equal(code, 0);
    assert.equal(stops(recorder), 1);
  });

  it('is asked once more for production where the yes came too soon to be meant', async () => {
    for (const [tier, sent] of [
      ['production', 0],
      ['development', 1],
    ] as const) {
      const recorder = await startRecorder(kore(lists([row])));
      const { screen } = await atTerminal(one(recorder, '--tier', tier), 'yes\r', credentialVariables, true);
      assert.equal(screen.includes('Once more:'), tier === 'production');
      assert.equal(stops(recorder), sent);
    }
  });

  it('handles a missing tier as production, and says so', async () => {
    const recorder = await startRecorder(kore(lists([])));
    const { screen } = await atTerminal(one(recorder), 'y\r');
    assert.match(screen, /in PRODUCTION\?\n {2}Tier not set for this stream: handled as production\.\n/);
    assert.match(screen, /State: Stopped \(read \d s ago\): a stop would change nothing/);
    assert.equal(stops(recorder), 1);
  });

  it('asks all the same where nothing could be read', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const { code, screen } = await atTerminal(one(recorder), 'yes\r');
    assert.ok(screen.includes('State: not read yet; a stop does not need it'));
    assert.equal(code, 0);
  });

  for (const [what, typed] of [
    ['Enter', '\r'],
    ['no', 'no\r'],
    ['another word', 'yess\r'],
    ['the end of the input', '\u0004'],
    ['Ctrl+C', '\u0003'],
  ] as const) {
    it(`sends nothing at ${what}, says so, and ends with 1`, async () => {
      const recorder = await startRecorder(kore(lists([row])));
      const { code, screen } = await atTerminal(one(recorder), typed);
      assert.match(screen, /NOT stopped: .* \(cancelled\); nothing was sent\.\nNothing was sent\.\n$/);
      assert.equal(code, 1);
      assert.equal(stops(recorder), 0);
    });
  }

  it('makes the connection of the request while the question is read, and sends no byte of it at a no', async () => {
    const script = kore(lists([row]));
    // The list is answered late: until then its connection is not free for another request.
    const recorder = await startRecorder((request, socket) => void setTimeout(() => script(request, socket), 500));
    const { code } = await atTerminal(one(recorder), 'no\r');
    assert.equal(code, 1);
    assert.equal(recorder.connections(), 2);
    assert.ok(!recorder.text().includes('trigger'));
  });

  it('wants the number of several production campaigns typed', async () => {
    for (const [typed, sent] of [
      ['yes\r', 0],
      ['2\r', 2],
    ] as const) {
      const recorder = await startRecorder(kore(lists([row, { ...row, id: 'cd-2' }])));
      const args = ['stop', ids.campaignId, 'cd-2', ...streamOptions(recorder.origin)];
      const { screen } = await atTerminal(args, typed);
      assert.match(screen, /^Stop 2 campaigns in PRODUCTION\?\n/);
      assert.equal(stops(recorder), sent);
    }
  });

  /** Late enough to be waited for. */
  const late: Answer = (request, socket) => void setTimeout(() => reply(503)(request, socket), 300);

  it('shows where it is on a line of its own, and takes it away', async () => {
    const recorder = await startRecorder(kore({ stop: [late, saysStopped], status: saysState('Stopped') }));
    const { screen } = await atTerminal(one(recorder, '--yes'), '');
    const lines = screen.split(redrawn);
    assert.match(lines[1] ?? '', /^Sending the stop request \([\d:]+\)\. Ctrl\+C ends the waiting only…$/);
    assert.match(screen, /Not through yet\. Next try in \d s…/);
    assert.match(lines.at(-1) ?? '', /^Stopped, read as Stopped/);
    assert.ok(!screen.includes('Cancel'));
  });

  it('draws nothing anew on a terminal that cannot', async () => {
    const recorder = await startRecorder(kore(lists([row])));
    const { screen } = await atTerminal(one(recorder, '--yes'), '', { ...credentialVariables, TERM: 'dumb' });
    assert.match(screen, /^Stopped, read as Stopped/);
    assert.ok(!screen.includes('\u001b'));
  });

  it('prints no colour at all', async () => {
    const recorder = await startRecorder(kore(lists([row])));
    const help = await atTerminal(['help', 'stop'], '', { ...credentialVariables, FORCE_COLOR: '1' });
    const { screen } = await atTerminal(one(recorder, '--yes'), '', { ...credentialVariables, FORCE_COLOR: '1' });
    // eslint-disable-next-line no-control-regex -- it is what is looked for
    assert.ok(!/\u001b\[[\d;]*m/.test(screen + help.screen));
  });

  it('does not take a secret from a terminal, which would show it', async () => {
    const recorder = await startRecorder(kore(lists([row])));
    const { KORE_CLIENT_ID } = credentialVariables;
    const { code, screen } = await atTerminal(one(recorder, '--yes', '--secret-stdin'), '', { KORE_CLIENT_ID });
    assert.equal(code, 2);
    assert.match(screen, /Standard input is a terminal, which would show the secret/);
    assert.equal(recorder.connections(), 0);
  });
});
