// Read by mocha before the unit tests: keeps each sentence that they have the text functions say, as it was said.
import { mkdirSync, writeFileSync } from 'node:fs';
import { english } from '../../src/streams/problemText.ts';
import { saidFile, sentencesFolder, type Said } from './folders.ts';

/** Of one sentence with other values each time. */
const mostOfOne = 3;

const said = new Map<string, string[]>();
const t = english.t.bind(english);

english.t = (message, values) => {
  const text = t(message, values);
  const all = said.get(message) ?? [];
  if (all.length < mostOfOne && !all.includes(text)) said.set(message, [...all, text]);
  return text;
};

export const mochaHooks = {
  afterAll(): void {
    mkdirSync(sentencesFolder, { recursive: true });
    const all: readonly Said[] = [...said].map(([template, texts]) => ({ template, texts }));
    writeFileSync(saidFile, JSON.stringify(all, undefined, 1));
  },
};
