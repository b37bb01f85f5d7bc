import assert from 'node:assert/strict';

import { partOfSentence, plainText } from '../../../src/texts/plainText.ts';
import { assertNeutral, hostileTexts } from '../ui/support.ts';

describe('plainText', () => {
  for (const text of hostileTexts) {
    it(`makes safe to show: ${JSON.stringify(text).slice(0, 50)}`, () => {
      assertNeutral(plainText(text), 120);
      assertNeutral(plainText(`${text}${text}`, 300), 300);
    });
  }

  it('leaves what people write as it is', () => {
    for (const text of [
      'Black Friday blast',
      'Nur heute 50 % auf alles…',
      'עברית',
      '日本語',
      'a [b] (c) $ {d} & <e>',
      '🛑 Stop',
      'Ünïcödé',
    ]) {
      assert.equal(plainText(text), text);
    }
  });

  it('makes one line of several, and one space of much', () => {
    assert.equal(plainText(' a \r\n\t b\u2028c  '), 'a b c');
  });

  it('cuts between characters, with “…” at the end', () => {
    assert.equal(plainText('🛑'.repeat(10), 5), '🛑🛑🛑🛑…');
    assert.equal(plainText('🛑'.repeat(5), 5), '🛑'.repeat(5));
  });

  it('makes the same of its own work', () => {
    for (const text of hostileTexts) assert.equal(plainText(plainText(text)), plainText(text));
  });

  it('takes its time by the length alone', () => {
    for (const piece of ['](', '] ', '$(', ' ', '\u200b', 'a ', '[[', '\n']) {
      const begin = performance.now();
      plainText(piece.repeat(500_000));
      const ms = performance.now() - begin;
      assert.ok(ms < 1500, `${JSON.stringify(piece)}: ${ms} ms`);
    }
  });
});

describe('Words of another program that become part of a sentence', () => {
  it('have no full stop of their own', () => {
    for (const words of ['It is locked', 'It is locked.', 'It is\nlocked. ', 'It is locked...'])
      assert.equal(partOfSentence(words), 'It is locked');
    assert.equal(partOfSentence('Locked. Is it open?'), 'Locked. Is it open?');
    assert.equal(partOfSentence('.'), '');
  });

  it('are safe to show, and cut to 200 characters', () => {
    for (const text of hostileTexts) assertNeutral(partOfSentence(text.repeat(20)), 200);
  });
});
