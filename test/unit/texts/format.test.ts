import assert from 'node:assert/strict';

import {
  ago,
  clock,
  count,
  day,
  dayAndClock,
  hostLabel,
  idTail,
  quoted,
  shortClock,
  stateLabel,
  tierHeard,
  tierLabel,
} from '../../../src/texts/format.ts';
import {
  assertNeutral,
  hostileTexts,
  nowMs,
  practiceStream,
  reader,
  stream,
  streamWithoutTier,
} from '../ui/support.ts';

describe('The formats', () => {
  it('tell clock times in local time, with seconds, from 00 to 23', () => {
    assert.equal(clock(nowMs, reader), '03:12:00');
    assert.equal(clock(new Date(2026, 0, 1, 0, 0, 5).getTime(), reader), '00:00:05');
    assert.equal(clock(new Date(2026, 0, 1, 23, 59, 59).getTime(), { ...reader, language: 'de' }), '23:59:59');
  });

  it('tell the day of what can be older than today', () => {
    assert.equal(dayAndClock(nowMs, reader), 'Nov 23 03:12:00');
    assert.equal(dayAndClock(nowMs, { ...reader, language: 'en-GB' }), '23 Nov 03:12:00');
  });

  it('are the same where they are kept, for each language and in UTC, and for what is no time', () => {
    const keeping = { ...reader, formats: new Map<string, Intl.DateTimeFormat>() };
    for (const more of [{}, { language: 'de' }, { utc: true }, { language: 'de', utc: true }]) {
      for (const ms of [nowMs, nowMs, Date.UTC(2026, 6, 1), Date.UTC(2026, 0, 1), NaN]) {
        for (const format of [clock, shortClock, day]) {
          assert.equal(format(ms, { ...keeping, ...more }), format(ms, { ...reader, ...more }));
        }
      }
    }
    assert.ok(keeping.formats.size >= 9);
    assert.equal(clock(NaN, reader), 'Invalid Date');
  });

  it('tell numbers as the reader writes them', () => {
    assert.equal(count(41_203, reader), '41,203');
    assert.equal(count(41_203, { ...reader, language: 'de' }), '41.203');
  });

  it('tell ages in the largest whole unit, never more than has passed', () => {
    const ages: readonly (readonly [seconds: number, text: string])[] = [
      [-5, '0 s ago'],
      [0, '0 s ago'],
      [4, '4 s ago'],
      [59, '59 s ago'],
      [60, '1 min ago'],
      [119, '1 min ago'],
      [3599, '59 min ago'],
      [3600, '1 h ago'],
      [86_400, '24 h ago'],
      [172_799, '47 h ago'],
      [172_800, '2 days ago'],
      [864_000, '10 days ago'],
    ];
    for (const [seconds, text] of ages) assert.equal(ago(seconds * 1000, reader), text);
  });

  it('tell clones apart by the end of an id', () => {
    assert.equal(idTail('cd-00000000-8f3a2'), '…8f3a2');
    assert.equal(idTail('cd-1'), 'cd-1');
    for (const id of [...hostileTexts, 'cd-1$(x)', 'cd-1](x:y', 'cd-1\u202eab']) {
      assertNeutral(idTail(id), 7);
    }
  });

  it('write the tier in capitals for production only', () => {
    assert.equal(tierLabel(stream, reader), 'PRODUCTION');
    assert.equal(tierLabel({ tier: 'staging' }, reader), 'staging');
    assert.equal(tierLabel({ tier: 'development' }, reader), 'development');
    assert.equal(tierLabel(streamWithoutTier, reader), 'tier not set');
    assert.equal(tierLabel(practiceStream, reader), 'practice');
    assert.equal(tierLabel({ tier: 'production', practice: true }, reader), 'practice');
    assert.equal(tierHeard(stream, reader), 'production');
  });

  it('name a host as a person knows it', () => {
    assert.equal(hostLabel('https://platform.kore.ai'), 'platform.kore.ai');
    assert.equal(hostLabel('HTTPS://platform.kore.ai/'), 'platform.kore.ai');
    assert.equal(hostLabel('http://127.0.0.1:9'), '127.0.0.1:9');
    assert.equal(hostLabel('platform.kore.ai'), 'platform.kore.ai');
  });

  it('quote a word of Kore that no page documents, and no other', () => {
    assert.equal(stateLabel('Active'), 'Active');
    assert.equal(stateLabel('Rerun'), '“Rerun”');
    assert.equal(stateLabel('active'), '“active”');
    for (const text of hostileTexts) {
      assertNeutral(stateLabel(text), 122);
      assertNeutral(quoted(text), 122);
    }
  });
});
