/** A stop that was not confirmed is read on for this long. In a file of its own: the window needs it, and no HTTP. */
export const unresolvedForMs = 10 * 60_000;
