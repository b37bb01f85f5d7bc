import assert from 'node:assert/strict';

import { day, shortClock } from '../../../../src/texts/format.ts';
import {
  checkedDescription,
  notReadWord,
  pickerDetail,
  readingTitle,
  readMoreRow,
} from '../../../../src/ui/texts/pickerText.ts';
import {
  assertNeutral,
  assertPlainWords,
  campaign,
  hostileTexts,
  listed,
  nowMs,
  reader,
  reasons,
  stream,
} from '../support.ts';

const tail = `…${campaign.id.slice(-5)}`;

describe("A campaign's second line in the picker", () => {
  it('has tier, end of the id, stream, last change, lists and host', () => {
    const when = shortClock(nowMs - 1_800_000, reader);
    assert.equal(
      pickerDetail(listed(), nowMs, reader),
      `PRODUCTION · ${tail} · Acme Retail · changed ${when} · to Loyalty members DE, Newsletter 2026 · platform.kore.ai`,
    );
  });

  it('has the day of a change that was not today', () => {
    const ms = nowMs - 4 * 86_400_000;
    const line = pickerDetail(listed({ changedAt: new Date(ms).toISOString() }), nowMs, reader);
    assert.ok(line.includes(`changed ${day(ms, reader)} ${shortClock(ms, reader)} · `), line);
  });

  it('leaves out what is not known', () => {
    assert.equal(pickerDetail(campaign, nowMs, reader), `PRODUCTION · ${tail} · Acme Retail · platform.kore.ai`);
    const odd = pickerDetail(listed({ contactLists: [], changedAt: 'soon' }), nowMs, reader);
    assert.equal(odd, pickerDetail(campaign, nowMs, reader));
  });

  it('shows what tells five clones apart within 80 characters, however long the names are', () => {
    const longStream = { ...stream, name: 'The retail stream of the whole Acme group in all of Europe' };
    const clones = ['1', '2', '3', '4', '5'].map((end) => ({
      ...listed({ contactLists: ['Everybody who has ever bought anything, in all shops'] }),
      stream: longStream,
      id: `cd-aaaa${end}`,
    }));
    const seen = clones.map((clone) => pickerDetail(clone, nowMs, reader).slice(0, 80));
    assert.equal(new Set(seen).size, 5);
    for (const line of seen) assert.match(line, /^PRODUCTION · …aaaa\d · The retail .* · changed \d\d:\d\d · to /);
  });

  it('is plain text, whatever Kore or a setting says', () => {
    for (const text of hostileTexts) {
      const line = pickerDetail(
        { ...listed({ contactLists: [text] }), stream: { ...stream, name: text } },
        nowMs,
        reader,
      );
      assertNeutral(line, 200);
    }
  });
});

describe('The lines of the picker that tell of reading', () => {
  it('count the streams that were read', () => {
    assert.equal(
      readingTitle('Stop SMS Campaign', { read: 2, of: 5 }, reader),
      'Stop SMS Campaign · 2 of 5 streams read',
    );
    assert.equal(readingTitle('Stop SMS Campaign', { read: 0, of: 1 }, reader), 'Stop SMS Campaign · reading 1 stream');
  });

  it('offer to read on, and say what may be missing', () => {
    assert.deepEqual(readMoreRow(7, 5, reader), {
      label: 'Read 5 More Streams',
      description: '7 streams were not read lately: their campaigns may be missing here',
    });
    assert.deepEqual(readMoreRow(1, 1, reader), {
      label: 'Read 1 More Stream',
      description: '1 stream was not read lately: its campaigns may be missing here',
    });
  });

  it('tell in a row that its state is asked for, and why it could not be read', () => {
    assert.equal(checkedDescription(undefined, 'Active', reader), 'Active');
    assert.equal(checkedDescription('asking', 'Active 14 min ago', reader), 'asking Kore.ai… · Active 14 min ago');
    const failure = { kind: 'failed', reason: 'forbidden', httpStatus: 403 } as const;
    assert.equal(checkedDescription(failure, 'state not read', reader), 'could not be read: 403 · state not read');
  });

  it('have a word for every reason', () => {
    assert.equal(notReadWord({ reason: 'noCredential' }, reader), 'no credential here');
    for (const reason of reasons) {
      const word = notReadWord({ reason }, reader);
      assertPlainWords(word);
      assert.ok(word.length > 3 && word.length < 30, word);
    }
  });
});
