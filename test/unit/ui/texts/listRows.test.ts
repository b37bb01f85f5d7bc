import assert from 'node:assert/strict';

import { moreRow, notReadRow, nothingSendingRow } from '../../../../src/ui/texts/listRows.ts';
import { assertNeutral, assertPlainWords, hostileTexts, nowMs, reader, stream } from '../support.ts';

describe('The rows of a list beside its campaigns', () => {
  it('say that nothing sends, in how many streams, and when that was read', () => {
    assert.equal(nothingSendingRow(1, nowMs, 'sending', reader).label, 'Nothing is sending (read 03:12:00)');
    assert.equal(
      nothingSendingRow(3, nowMs, 'sending', reader).label,
      'Nothing is sending in 3 streams (read 03:12:00)',
    );
    assert.equal(nothingSendingRow(1, nowMs, 'all', reader).label, 'No campaigns (read 03:12:00)');
  });

  it('offer what is left', () => {
    const { label, description, accessible } = moreRow(50, 10_000, false, reader);
    assert.deepEqual([label, description], ['Show 50 more of 10,000', 'or type to filter']);
    assert.equal(accessible, 'Show 50 more of 10,000, or type to filter');
    assert.equal(moreRow(50, undefined, true, reader).accessible, 'Show 50 more, reading…');
  });

  it('say what to do where nothing was read', () => {
    assert.equal(notReadRow(stream, true, reader).label, 'Reading…');
    const { label, description, accessible } = notReadRow(stream, false, reader);
    assert.deepEqual([label, description], ['Not read yet', 'Refresh reads it now']);
    assert.match(accessible, /Acme Retail/);
  });

  it('have words that a tired person knows, and are plain text', () => {
    const rows = [
      ...[1, 3].flatMap((streams) =>
        (['sending', 'all'] as const).map((which) => nothingSendingRow(streams, nowMs, which, reader)),
      ),
      ...[undefined, 7].flatMap((total) => [true, false].map((reading) => moreRow(50, total, reading, reader))),
      ...[true, false].map((reading) => notReadRow(stream, reading, reader)),
    ];
    for (const { label, tooltip, accessible } of rows) [label, tooltip, accessible].forEach(assertPlainWords);
    for (const name of hostileTexts) {
      for (const reading of [true, false])
        assertNeutral(notReadRow({ ...stream, name }, reading, reader).accessible, 220);
    }
  });
});
