import assert from 'node:assert/strict';

import type { StopReason } from '../../../../src/stop/index.ts';
import { readinessOf } from '../../../../src/stop/readinessChecks.ts';
import type { ListState } from '../../../../src/ui/campaigns/campaignBoard.ts';
import { recordOf, trustedForMs } from '../../../../src/ui/readiness/readinessRecord.ts';
import type { StreamReadiness } from '../../../../src/ui/readiness/streamReadiness.ts';
import { streamRow, type StreamFacts } from '../../../../src/ui/texts/streamRow.ts';
import {
  assertNeutral,
  assertPlainWords,
  everyDetail,
  hostileTexts,
  listed,
  nowMs,
  practiceStream,
  reader,
  reasons,
  stream,
  streamWithoutTier,
} from '../support.ts';

const nothingKnown: StreamFacts = {
  list: { kind: 'never' },
  campaigns: [],
  readiness: undefined,
  record: undefined,
  credential: undefined,
  leavesFrom: 'this computer',
};
const listedAgo = (agoMs: number): ListState => ({
  kind: 'listed',
  last: { readAtMs: nowMs - agoMs, pages: [], hasMore: false },
});
const twoSending = (agoMs: number): Partial<StreamFacts> => ({
  list: listedAgo(agoMs),
  campaigns: [listed({}, agoMs), listed({}, agoMs), listed({ state: 'Scheduled' }, agoMs)],
});
const ready = (agoMs: number): StreamReadiness => ({ kind: 'ready', atMs: nowMs - agoMs });
const forbidden: StreamReadiness = {
  kind: 'failed',
  atMs: nowMs - 60_000,
  problem: { reason: 'forbidden', httpStatus: 403, details: {} },
};
const noAnswer: StreamReadiness = { kind: 'unknown', atMs: nowMs, problem: { reason: 'noAnswer', details: {} } };

const row = (more: Partial<StreamFacts>, of = stream) => streamRow(of, { ...nothingKnown, ...more }, nowMs, reader);

/** These are of stops alone. */
const ofStops: readonly StopReason[] = ['notConfirmed', 'notSendingNow', 'stillRunning', 'interrupted'];

describe('The row of a stream', () => {
  const rows: readonly (readonly [what: Partial<StreamFacts>, seen: string, heard: string])[] = [
    [{}, 'not checked yet', 'not checked yet'],
    [{ list: { kind: 'reading' } }, 'reading… · not checked yet', 'reading its campaigns, not checked yet'],
    [{ readiness: ready(3_600_000) }, 'ready 02:12', 'ready to stop, checked 02:12'],
    [
      { ...twoSending(4000), readiness: ready(60_000) },
      '2 sending · ready 03:11',
      '2 campaigns sending, ready to stop, checked 03:11',
    ],
    [
      { ...twoSending(600_000), readiness: ready(60_000) },
      '2 sending at 03:02 · ready 03:11',
      '2 campaigns sending at 03:02, ready to stop, checked 03:11',
    ],
    [
      { ...twoSending(4000), readiness: { kind: 'noCredential' } },
      '2 sending · no credential here',
      '2 campaigns sending, no credential here',
    ],
    [{ readiness: ready(trustedForMs) }, 'not checked since Nov 22', 'not checked since Nov 22'],
    [
      { readiness: { ...forbidden, atMs: nowMs + trustedForMs } },
      'not checked since Nov 24',
      'not checked since Nov 24',
    ],
    [{ readiness: forbidden }, "can't stop: 403, is the scope published?", "can't stop: 403, is the scope published?"],
    [{ readiness: noAnswer }, 'not known whether ready: no answer', 'not known whether ready: no answer'],
  ];
  for (const [facts, seen, heard] of rows) {
    it(`says “${seen}”`, () => {
      const { label, description, accessible } = row(facts);
      assert.deepEqual(
        [label, description, accessible],
        ['Acme Retail', `PRODUCTION · ${seen}`, `Acme Retail, production, ${heard}`],
      );
      assert.equal(row(facts, streamWithoutTier).description, `tier not set · ${seen}`);
    });
  }

  it('begins with the end of the id where another stream has the name', () => {
    const { label, description, accessible } = row({}, { ...stream, streamId: 'st-0000-77777', sharesName: true });
    assert.equal(label, 'Acme Retail');
    assert.match(description, /^…77777 · PRODUCTION · /);
    assert.match(accessible, /^Acme Retail, …77777, production, /);
  });

  it('counts nothing of an earlier list where the stream cannot be read now', () => {
    const last = listedAgo(600_000);
    const failure = { kind: 'failed', reason: 'forbidden', httpStatus: 403, details: {}, atMs: nowMs } as const;
    const list: ListState = { kind: 'failed', failure, ...(last.kind === 'listed' ? { last: last.last } : {}) };
    const { description } = row({ ...twoSending(600_000), list, readiness: forbidden });
    assert.equal(description, "PRODUCTION · can't stop: 403, is the scope published?");
  });

  it('tells in its tooltip the credential, from where requests leave, and cause and advice', () => {
    const credential = {
      kind: 'found',
      label: 'client id …9c1e',
      keep: 'computer',
      setAtMs: nowMs - 86_400_000,
    } as const;
    assert.deepEqual(row({ readiness: forbidden, credential, list: listedAgo(4000) }).tooltip.split('\n'), [
      'Acme Retail (PRODUCTION)',
      'platform.kore.ai',
      'Account …000aa, stream st-00000000-1111-5222-8333-444444444444',
      'Credential: client id …9c1e, set Nov 22',
      'Requests leave from: this computer',
      'Last list: 03:11:56',
      'Checked Nov 23 03:11:00: Kore.ai knows this credential but does not let it manage campaigns (403).',
      'An app admin ticks Contact Center > Campaign Management in App Settings > Dev Tools > API Scope, saves, and publishes: unpublished scopes have no effect. An app that is not mapped to the scope has none either.',
    ]);
  });

  it('tells in its tooltip what is wrong although a stop would work', () => {
    const found = readinessOf(
      [
        { check: 'campaigns', result: 'failed', reason: 'notFound', details: { missing: 2 } },
        { check: 'clock', result: 'failed', reason: 'clockSkew', details: { clockAheadMs: -580_000 } },
      ],
      nowMs,
    );
    const lines = row({ readiness: ready(0), record: recordOf(found, undefined, undefined) }).tooltip.split('\n');
    assert.deepEqual(lines.slice(-3), [
      'Ready to stop, checked Nov 23 03:12:00. Not tested: the stop call itself.',
      "This computer's clock is 9 min 40 s behind Kore.ai's: let the system set the time.",
      'Kore.ai does not know 2 of its campaigns in the settings.',
    ]);
  });

  it('has words for every reason', () => {
    for (const reason of reasons.filter((one) => !ofStops.includes(one))) {
      for (const kind of ['failed', 'unknown'] as const) {
        for (const details of [{}, everyDetail]) {
          const told = row({ readiness: { kind, atMs: nowMs, problem: { reason, details } } });
          for (const line of [told.description, told.accessible, ...told.tooltip.split('\n')]) assertPlainWords(line);
        }
      }
    }
  });

  it('tells of practice that nothing is real, and counts nothing', () => {
    for (const [facts] of rows) {
      const told = row(facts, practiceStream);
      assert.equal(told.description, 'nothing real');
      assert.ok(!/\d sending|ready/.test(`${told.tooltip}${told.accessible}`));
    }
  });

  it('tells of practice that it goes wrong on purpose, so that nobody takes it for a fault of ours', () => {
    for (const [facts] of rows) {
      const { description, accessible } = row(facts, { ...practiceStream, goesWrong: true });
      assert.equal(description, 'nothing real · goes wrong on purpose');
      assert.match(accessible, /, nothing real, goes wrong on purpose$/);
    }
  });

  it('is plain text, whatever the settings and the server hold', () => {
    for (const hostile of hostileTexts) {
      const odd = { ...stream, name: hostile, host: hostile, accountId: hostile, streamId: hostile };
      const details = Object.fromEntries(Object.keys(everyDetail).map((key) => [key, hostile]));
      for (const reason of reasons) {
        const readiness = { kind: 'failed', atMs: nowMs, problem: { reason, details } } as const;
        const credential = { kind: 'found', label: hostile, keep: 'computer' } as const;
        for (const of of [odd, { ...odd, practice: true }]) {
          const told = row({ readiness, credential }, of);
          assertNeutral(told.label, 500);
          assertNeutral(told.description, 900);
          assertNeutral(told.accessible, 900);
          assertNeutral(told.tooltip, 2000, true);
        }
      }
    }
  });
});
