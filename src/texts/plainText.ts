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
