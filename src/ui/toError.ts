/** Whatever was thrown, as an Error with words. What another extension throws may have none, or fail to tell them. */
export function toError(thrown: unknown): Error {
  try {
    return thrown instanceof Error && typeof thrown.message === 'string' ? thrown : new Error(String(thrown));
  } catch {
    return new Error('What was thrown has no words.');
  }
}
