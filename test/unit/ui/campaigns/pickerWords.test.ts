import assert from 'node:assert/strict';

import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import type { CheckFailure } from '../../../../src/ui/campaigns/checkRow.ts';
import { RowWords } from '../../../../src/ui/campaigns/pickerWords.ts';
import { listedCampaign, nowMs, reader, stream } from '../support.ts';

const campaign: KnownCampaign = {
  stream,
  id: 'cd-1',
  configured: false,
  listed: listedCampaign,
  readAtMs: nowMs - 4000,
};
const row = { key: 'one', campaign };

describe('The words of the picker’s lines', () => {
  it('are the same while nothing changes: nothing is put into words again at each keystroke', () => {
    const words = new RowWords();
    const first = words.of(row, undefined, nowMs, reader);
    assert.match(first.description, /^Active · /);
    assert.equal(words.of(row, undefined, nowMs + 50_000, reader), first);
  });

  it('are others with another campaign, another check, or another row', () => {
    const words = new RowWords();
    const first = words.of(row, undefined, nowMs, reader);
    const paused = { ...campaign, listed: { ...listedCampaign, state: 'Paused' } };
    assert.match(words.of({ key: 'one', campaign: paused }, undefined, nowMs, reader).description, /^Paused · /);
    assert.match(words.of(row, 'asking', nowMs, reader).description, /^asking Kore\.ai… · Active/);
    const failed: CheckFailure = { kind: 'failed', reason: 'forbidden', httpStatus: 403 };
    assert.match(words.of(row, failed, nowMs, reader).description, /^could not be read: 403 · Active/);
    assert.deepEqual(words.of(row, undefined, nowMs, reader), first);
    const other = words.of({ key: 'two', campaign: { ...campaign, id: 'cd-22222' } }, undefined, nowMs, reader);
    assert.match(other.detail, /…22222/);
  });

  it('are others when the age is, and after a minute, as a day can end', () => {
    const words = new RowWords();
    const old = { key: 'old', campaign: { ...campaign, readAtMs: nowMs - 179_000 } };
    assert.match(words.of(old, undefined, nowMs, reader).description, /^Active 2 min ago/);
    assert.match(words.of(old, undefined, nowMs + 1000, reader).description, /^Active 3 min ago/);
    const first = words.of(row, undefined, nowMs, reader);
    assert.notEqual(words.of(row, undefined, nowMs + 60_000, reader), first);
  });

  it('are made anew when the clock was set back', () => {
    const words = new RowWords();
    const first = words.of(row, undefined, nowMs, reader);
    assert.notEqual(words.of(row, undefined, nowMs - 1, reader), first);
  });
});
