import { quoted } from './format.ts';

/** As much as one SMS holds. */
const longest = 160;
/** More than can be shown of it, whatever is in it. */
const lookedAt = 4 * longest;

/**
 * A campaign's message between “ and ”, as plain text: what turns, hides or breaks text is shown as a symbol or by its
 * number, so that what is sent is what is seen. What only joins an emoji is left out.
 */
export function messagePreview(text: string): string {
  const visible = text
    .slice(0, lookedAt)
    .replace(/[\ufe0e\ufe0f]/g, '')
    .replace(/(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?)\u200d(?=\p{Extended_Pictographic})/gu, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, shown);
  return quoted(visible, longest);
}

/** The control pictures of Unicode for those that have one (␊), else the number (\u{202E}). */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : `\\u{${code.toString(16).toUpperCase()}}`;
}
