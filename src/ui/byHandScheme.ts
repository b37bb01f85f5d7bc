/** Of the address of a document on how to stop by hand. */
export const byHandScheme = 'kore-by-hand';
