import assert from 'node:assert/strict';

import { addStreamRow, moreRow, notReadRow, nothingSendingRow, viewTitle } from '../../../../src/ui/texts/listRows.ts';
import { assertNeutral, assertPlainWords, hostileTexts, nowMs, reader, stream } from '../support.ts';

const more = (total: number | undefined, reading: boolean) => ({ count: 50, total, reading, heldUntilMs: undefined });
const toRead = (reading: boolean) => ({ stream, reading, heldUntilMs: undefined });

describe('The rows of a list beside its campaigns', () => {
  it('say that nothing sends, in how many streams, and when that was read', () => {
    assert.equal(nothingSendingRow(1, nowMs, 'sending', reader).label, 'Nothing is sending (read 03:12:00)');
    assert.equal(
      nothingSendingRow(3, nowMs, 'sending', reader).label,
      'Nothing is sending in 3 streams (read 03:12:00)',
    );
    assert.equal(nothingSendingRow(1, nowMs, 'all', reader).label, 'No campaigns (read 03:12:00)');
  });

  it('stand under a title that says when campaigns at rest are among them', () => {
    assert.deepEqual(
      (['sending', 'all'] as const).map((which) => viewTitle(which, reader)),
      ['Campaigns', 'Campaigns (all, at rest too)'],
    );
  });

  it('offer what is left', () => {
    const { label, description, accessible } = moreRow(more(10_000, false), reader);
    assert.deepEqual([label, description], ['Show 50 more of 10,000', 'or type to filter']);
    assert.equal(accessible, 'Show 50 more of 10,000, or type to filter');
    assert.equal(moreRow(more(undefined, true), reader).accessible, 'Show 50 more, reading…');
  });

  it('say until when at least a list waits, and why', () => {
    const held = moreRow({ ...more(10_000, true), heldUntilMs: nowMs + 28_000 }, reader);
    assert.deepEqual([held.label, held.description], ['Show 50 more of 10,000', 'waits until about 03:12:28']);
    assert.equal(held.accessible, 'Show 50 more of 10,000, waits until about 03:12:28');
    assert.match(
      held.tooltip,
      /60 requests a minute .* half of them to stops.*read by itself\.\nThe newest come first\./,
    );
    const first = notReadRow({ ...toRead(true), heldUntilMs: nowMs + 28_000 }, reader);
    assert.deepEqual([first.label, first.description], ['Reading…', 'waits until about 03:12:28']);
    assert.match(first.accessible, /^Reading the campaigns of Acme Retail, waits until about 03:12:28$/);
  });

  it('say what to do where nothing was read', () => {
    assert.equal(notReadRow(toRead(true), reader).label, 'Reading…');
    const { label, description, accessible } = notReadRow(toRead(false), reader);
    assert.deepEqual([label, description], ['Not read yet', 'Refresh reads it now']);
    assert.match(accessible, /Acme Retail/);
  });

  it('have words that a tired person knows, and are plain text', () => {
    const rows = [
      ...[1, 3].flatMap((streams) =>
        (['sending', 'all'] as const).map((which) => nothingSendingRow(streams, nowMs, which, reader)),
      ),
      ...[undefined, 7].flatMap((total) => [true, false].map((reading) => moreRow(more(total, reading), reader))),
      moreRow({ ...more(7, true), heldUntilMs: nowMs }, reader),
      ...[true, false].map((reading) => notReadRow(toRead(reading), reader)),
      addStreamRow(reader),
    ];
    for (const { label, tooltip, accessible } of rows) [label, tooltip, accessible].forEach(assertPlainWords);
    for (const name of hostileTexts) {
      for (const reading of [true, false])
        assertNeutral(notReadRow({ ...toRead(reading), stream: { ...stream, name } }, reader).accessible, 220);
    }
  });
});
