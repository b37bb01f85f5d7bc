// A made-up language: every text that a translator would get has brackets, so that one that has none is seen.

/** What no translator changes: values, links' targets and icons. */
const kept = /(\{\w+\}|\[(?=[^\]]*\]\()|\]\([^)]*\)|\$\([\w~-]+\)|\*\*)/;

/** Brackets around each stretch of words. */
export function mark(text) {
  return text
    .split(kept)
    .map((part, index) => (index % 2 === 1 || !/\p{L}/u.test(part) ? part : part.replace(/\S(?:.*\S)?/gu, '⟦$&⟧')))
    .join('');
}
