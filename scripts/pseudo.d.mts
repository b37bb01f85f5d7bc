/** Brackets around each stretch of words, as a translation would have them. */
export function mark(text: string): string;
