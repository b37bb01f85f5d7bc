/** Rows that a page of campaigns has at the most. */
export const rowsOfPage = 50;
