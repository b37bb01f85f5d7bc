const usualLength = 120;

/**
 * Makes a text from Kore, a setting or a paste safe to show: one line, nothing invisible that turns or hides text,
 * no link, icon or mnemonic that VS Code would bring to life, and cut to a length.
 */
export function plainText(text: string, longest = usualLength): string {
  const visible = text
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/\p{C}|\p{Default_Ignorable_Code_Point}/gu, '')
    // VS Code renders `[text](target)` as a link in notifications, and `$(name)` as an icon in most labels.
    .replace(/\]\s*\(/g, '] (')
    .replace(/\$\(/g, '$ (')
    .trim();
  const characters = Array.from(visible);
  return characters.length <= longest ? visible : `${characters.slice(0, longest - 1).join('')}…`;
}

/**
 * Another program's words for the middle of a sentence of ours, quoted or not: plain, at most 200 characters, and
 * without a full stop at their end, since our sentence has one.
 */
export function partOfSentence(words: string): string {
  return plainText(words, 200).replace(/[.\s]+$/, '');
}
