/** What is still in view beside the side bar: an editor cuts longer lines off. */
const lineWidth = 64;

/** The lines of a sentence in a document; a word that is longer than a line is left whole. */
export function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
