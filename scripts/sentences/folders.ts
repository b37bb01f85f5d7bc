import { fileURLToPath } from 'node:url';

/** Where the report and the pictures of the sentences go. */
export const sentencesFolder = fileURLToPath(new URL('../../out/sentences', import.meta.url));
export const saidFile = `${sentencesFolder}/said.json`;

/** A sentence with its `{places}`, and what it said with some values. */
export interface Said {
  readonly template: string;
  readonly texts: readonly string[];
}
