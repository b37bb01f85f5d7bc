import assert from 'node:assert/strict';

import { messagePreview } from '../../../src/texts/messagePreview.ts';
import { assertNeutral, hostileTexts } from '../ui/support.ts';

describe('The preview of a message', () => {
  it('shows every control character as a symbol, those without one by their number', () => {
    assert.equal(messagePreview('a\r\nb\tc\u0000d\u001be\u007f'), '“a␍␊b␉c␀d␛e␡”');
    assert.equal(messagePreview('a\u0085b\u009fc\u2028d\u2029e'), '“a\\u{85}b\\u{9F}c\\u{2028}d\\u{2029}e”');
    assert.equal(messagePreview('\ud83d alone'), '“\\u{D83D} alone”');
  });

  it('shows what turns or hides text', () => {
    assert.equal(messagePreview('a\u202eb\u200bc\ufeffd\u00ade'), '“a\\u{202E}b\\u{200B}c\\u{FEFF}d\\u{AD}e”');
    assert.equal(messagePreview('a\u200db'), '“a\\u{200D}b”');
    assert.equal(messagePreview('\u{e0041}'), '“\\u{E0041}”');
  });

  it('leaves what people write as it is, without what only joins an emoji', () => {
    for (const text of ['Nur heute 50 % auf alles…', 'עברית', '日本語', 'Ünïcödé 🛑', 'https://kore.example/x?a=b&c']) {
      assert.equal(messagePreview(text), `“${text}”`);
    }
    assert.equal(messagePreview('❤️ 👩‍👧 👩🏽‍🚀'), '“❤ 👩👧 👩🏽🚀”');
  });

  it('brings no link or icon to life', () => {
    assert.equal(messagePreview('[x](command:y) $(pass)'), '“[x] (command:y) $ (pass)”');
  });

  it('is cut at what one SMS holds, and lets no mark inside pass for the end', () => {
    assert.equal(messagePreview('x'.repeat(160)), `“${'x'.repeat(160)}”`);
    assert.equal(messagePreview('x'.repeat(161)), `“${'x'.repeat(159)}…”`);
    assert.equal(messagePreview('a” now “b'), '“a" now "b”');
  });

  it('is plain text, whatever the message is', () => {
    for (const text of [...hostileTexts, '\u200b'.repeat(1_000_000), '👩‍'.repeat(500_000)]) {
      assertNeutral(messagePreview(text), 162);
    }
  });
});
