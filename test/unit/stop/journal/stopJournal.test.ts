import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { intentOf, iso, outcomeOf, startMs, unresolved, useJournals } from '../../support/journals.ts';
import type { OrderTrail } from '../../../../src/stop/orderTrail.ts';
import { keptLog, secretCredential } from '../../support/orders.ts';

describe('The journal on disk', () => {
  const { open, kill, files, text, folder, computer } = useJournals();

  it('touches no disk before the first stop', async () => {
    open(1);
    await new Promise(setImmediate);
    assert.deepEqual(await files(), []);
  });

  it('keeps a stop whole: what was asked for, how it ended and by which steps, what was learnt and noted later', async () => {
    const journal = open(1);
    const [intent, outcome] = [intentOf('a'), outcomeOf()];
    const later = [
      { kind: 'read', at: iso(startMs + 20_000), state: 'Stopped', sent: 41_690, restarts: false },
      { kind: 'quiet', at: iso(startMs + 30_000), since: iso(startMs + 20_000), sent: 41_690 },
      { kind: 'scheduleOff', at: iso(startMs + 40_000) },
      { kind: 'watched', at: iso(startMs + 120_000), afterMinutes: 2 },
      { kind: 'seen', at: iso(startMs + 130_000) },
    ] as const;
    const trail: OrderTrail = {
      exchanges: [
        { at: iso(startMs), endedAt: iso(startMs + 15_000), class: 'unanswered' },
        { at: iso(startMs + 16_000), endedAt: iso(startMs + 16_120), class: 'stopped', httpStatus: 200 },
      ],
      readings: [{ at: iso(startMs + 17_000), state: 'Stopped' }],
    };
    const notes = [
      { at: iso(startMs + 200_000), text: 'INC-4711', by: 'Ada' },
      { at: iso(startMs + 300_000), text: 'Wrong list. “Nur heute”\n=1+1' },
    ];
    await journal.begin(intent);
    await journal.end('a', outcome, trail);
    for (const fact of later) await journal.note('a', fact);
    for (const note of notes) await journal.addNote('a', note);
    assert.deepEqual(await open(2).read(), [{ intent, outcome, trail, later, notes, interrupted: false }]);
  });

  it('has one file for a window, which says first whose it is', async () => {
    const journal = open(7);
    await journal.begin(intentOf('a'));
    await journal.end('a', outcomeOf());
    const [name = '', ...others] = await files();
    assert.deepEqual(others, []);
    const [first = ''] = (await readFile(join(folder(), name), 'utf8')).split('\n');
    const { kind, pid, host, startedAt } = JSON.parse(first) as Record<string, unknown>;
    assert.deepEqual([kind, pid, host, startedAt], ['owner', 7, 'pc', iso(startMs - 60_000)]);
  });

  it('has the line in the file once the begin has resolved', async () => {
    await open(1).begin(intentOf('a'));
    assert.match(await text(), /"kind":"intent","id":"a"/);
  });

  it('tells the stops of all windows in the order in which they were begun', async () => {
    const [one, other] = [open(1), open(2)];
    await one.begin(intentOf('c', { at: iso(startMs + 2) }));
    await other.begin(intentOf('b', { at: iso(startMs + 1) }));
    await one.begin(intentOf('d', { at: iso(startMs + 3) }));
    await other.begin(intentOf('a', { at: iso(startMs) }));
    const entries = await open(3).read();
    assert.deepEqual(
      entries.map(({ intent }) => intent.id),
      ['a', 'b', 'c', 'd'],
    );
  });

  it('knows the intent of an outcome at once, and of no other object', () => {
    const journal = open(1);
    const outcome = outcomeOf();
    void journal.end('a', outcome);
    assert.equal(journal.idOf(outcome), 'a');
    assert.equal(journal.idOf(outcomeOf()), undefined);
  });

  it('reads the good lines around cut ones and garbage', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a'));
    const [name = ''] = await files();
    await appendFile(
      join(folder(), name),
      '\u0000\u0001{"kind":"intent","id":"x"\nnull\n[]\n"text"\n\n{}\n{"kind":7}\n',
    );
    await journal.begin(intentOf('b'));
    await journal.end('b', outcomeOf());
    const whole = await readFile(join(folder(), name));
    await truncate(join(folder(), name), whole.length - 30);
    await writeFile(join(folder(), 'foreign.txt'), 'not ours');
    const entries = await open(2).read();
    assert.deepEqual(
      entries.map(({ intent, outcome }) => [intent.id, outcome]),
      [
        ['a', undefined],
        ['b', undefined],
      ],
    );
  });

  it('reads a last line that lost only its end of line', async () => {
    await open(1).begin(intentOf('a'));
    const [name = ''] = await files();
    const { length } = await readFile(join(folder(), name));
    await truncate(join(folder(), name), length - 1);
    assert.equal((await open(2).read()).length, 1);
  });

  it('passes over members that it does not know', async () => {
    await open(1).begin({ ...intentOf('a'), campaign: 'new', about: { tier: 'staging', colour: 'red' } } as never);
    const [entry] = await open(2).read();
    assert.deepEqual(entry?.intent, intentOf('a', { about: { tier: 'staging' } }));
  });

  it('takes a stop whose outcome it cannot read for ended, not for interrupted', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a'));
    await journal.end('a', { ...outcomeOf(), verdict: 'halted' } as never);
    kill(1);
    const reader = open(2);
    assert.deepEqual(await reader.read(), [{ intent: intentOf('a'), later: [], notes: [], interrupted: false }]);
    assert.deepEqual(await reader.takeOver(), []);
  });

  it('has no secret and nothing in the shape of a token', async () => {
    const journal = open(1);
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.c2lnbmF0dXJl';
    await journal.begin(intentOf('a', { about: { campaignName: `blast ${token}` } }));
    await journal.end('a', outcomeOf({ message: `auth: ${token}`, details: { koreMessage: token } }));
    await journal.note('a', { kind: 'read', at: iso(startMs), state: token });
    const written = await text();
    assert.doesNotMatch(written, /eyJ|not-a-real-secret/);
    assert.equal(written.trim().split('\n').length, 4);
    assert.ok(!written.includes(secretCredential.kind));
  });

  it('has none of the secrets that the window knows of, in any of its lines', async () => {
    const clean = (line: string): string => line.replaceAll('opaque-secret', '…');
    const journal = open(1, { clean });
    await journal.begin(intentOf('a', { about: { campaignName: 'blast opaque-secret' } }));
    await journal.end('a', outcomeOf({ message: 'opaque-secret' }));
    await journal.note('a', { kind: 'read', at: iso(startMs), state: 'opaque-secret' });
    await journal.addNote('a', { at: iso(startMs), text: 'it was opaque-secret' });
    assert.doesNotMatch(await text(), /opaque-secret/);
    const [entry] = await open(2).read();
    assert.deepEqual([entry?.intent.about?.campaignName, entry?.outcome?.message], ['blast …', '…']);
  });

  it('keeps names of any length in lines of some length', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a', { about: { campaignName: '“\ud83d\ude00”'.repeat(100_000) } }));
    await journal.end('a', outcomeOf({ message: 'x'.repeat(100_000) }));
    assert.ok((await text()).length < 12_000);
    const [entry] = await open(2).read();
    assert.ok(entry?.outcome?.message.startsWith('xxx') && entry.intent.about?.campaignName?.startsWith('“'));
  });

  for (const [what, forged] of [
    ['another scheme', { stream: { ...intentOf('a').stream, origin: 'javascript:alert(1)' } }],
    ['a path in the origin', { stream: { ...intentOf('a').stream, origin: 'https://platform.kore.ai/x' } }],
    ['a user name in the origin', { stream: { ...intentOf('a').stream, origin: 'https://a@platform.kore.ai' } }],
    ['plain http', { stream: { ...intentOf('a').stream, origin: 'http://platform.kore.ai' } }],
    ['a slash in the campaign id', { campaignId: 'cd-1/../x' }],
    ['spaces around the campaign id', { campaignId: ' cd-1' }],
    ['a line break in the account id', { stream: { ...intentOf('a').stream, accountId: 'a\r\nb' } }],
    ['an odd id', { id: '../../a' }],
    ['no time', { at: 'yesterday' }],
    ['a time that there is not', { at: '2026-99-99T99:99:99Z' }],
    ['a number for a name', { stream: { ...intentOf('a').stream, name: 7 } }],
    ['a name of 10 kB', { stream: { ...intentOf('a').stream, name: 'x'.repeat(10_000) } }],
    ['a state that is an object', { before: { state: {}, readAt: '' } }],
    ['a tier that is a list', { about: { tier: ['production'] } }],
  ] as const) {
    it(`does not believe a line with ${what}`, async () => {
      const journal = open(1);
      await journal.begin(intentOf('good'));
      const [name = ''] = await files();
      const line = JSON.stringify({ kind: 'intent', ...intentOf('a'), ...forged });
      await appendFile(join(folder(), name), `${line}\n`);
      const entries = await open(2).read();
      assert.deepEqual(
        entries.map(({ intent }) => intent.id),
        ['good'],
      );
    });
  }

  it('does not believe an owner whose process id is none', async () => {
    await mkdir(folder(), { recursive: true });
    const asked: number[] = [];
    const reader = open(2, {
      here: {
        owner: { pid: 2, host: 'pc', startedAt: iso(startMs) },
        bootedAtMs: startMs - 1000,
        isAlive: (pid) => {
          asked.push(pid);
          return false;
        },
      },
    });
    for (const [index, pid] of [-1, 0, 1.5, '1', 2 ** 40, null].entries()) {
      const owner = { kind: 'owner', pid, host: 'pc', startedAt: iso(startMs) };
      const lines = [owner, { kind: 'intent', ...intentOf(`a${index}`) }].map((line) => `${JSON.stringify(line)}\n`);
      await writeFile(join(folder(), `${startMs}-000000000000000${index}-0.jsonl`), lines.join(''));
    }
    assert.deepEqual(await reader.takeOver(), []);
    assert.deepEqual(asked, []);
    assert.equal((await reader.read()).length, 6);
  });

  it('changes no prototype, whatever a line says', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a'));
    const [name = ''] = await files();
    const outcome = JSON.stringify(outcomeOf({ details: { code: 'x' } })).replace(
      '"code":"x"',
      '"__proto__":{"polluted":true},"constructor":{"prototype":1},"code":"x"',
    );
    await appendFile(
      join(folder(), name),
      `{"kind":"outcome","of":"a","__proto__":{"polluted":1},"outcome":${outcome}}\n`,
    );
    const [entry] = await open(2).read();
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal((entry?.outcome?.details as Record<string, unknown> | undefined)?.polluted, undefined);
  });

  it('follows no link and opens no folder in the place of a file', async () => {
    await mkdir(join(folder(), `${startMs}-0000000000000002-0.jsonl`), { recursive: true });
    await symlink(join(folder(), 'nowhere'), join(folder(), `${startMs}-0000000000000001-0.jsonl`));
    await writeFile(join(folder(), 'target'), `${JSON.stringify({ kind: 'intent', ...intentOf('b') })}\n`);
    await symlink(join(folder(), 'target'), join(folder(), `${startMs}-0000000000000003-0.jsonl`));
    const log = keptLog();
    assert.deepEqual(await open(2, { log }).read(), []);
    assert.deepEqual(log.lines, []);
  });

  it('drops a line that is too long for a line, and reads the next one', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a'));
    const [name = ''] = await files();
    await appendFile(join(folder(), name), `${'x'.repeat(3_000_000)}\n`);
    await journal.begin(intentOf('b'));
    assert.equal((await open(2).read()).length, 2);
  });

  it('finds a stop that is out after its folder was deleted under it', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a'));
    await rm(folder(), { recursive: true });
    // The next line finds that the file is lost, and the one after it that all is there again.
    await journal.begin(intentOf('b'));
    for (let tries = 0; (await files()).length === 0 && tries < 200; tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    await journal.end('b', outcomeOf());
    kill(1);
    computer.nowMs += 1000;
    const entries = await open(2).read();
    assert.deepEqual(
      entries.map(({ intent, interrupted }) => [intent.id, interrupted]),
      [
        ['a', true],
        ['b', false],
      ],
    );
  });

  it('keeps unresolved words of every kind', async () => {
    const journal = open(1);
    for (const verdict of ['unknown', 'accepted', 'notStopped'] as const) {
      await journal.begin(intentOf(verdict));
      await journal.end(verdict, unresolved(verdict));
    }
    const entries = await open(2).read();
    assert.deepEqual(
      entries.map(({ outcome }) => outcome?.verdict),
      ['unknown', 'accepted', 'notStopped'],
    );
  });
});
