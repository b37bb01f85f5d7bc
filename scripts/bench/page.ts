import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../run.mjs';

const [begin, end] = ['<!-- figures: npm run bench -- --page -->', '<!-- end of figures -->'];
const page = join(root, 'PERFORMANCE.md');

/** Puts the figures of this run in place of those of the run before. */
export async function writePage(figures: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error('PERFORMANCE.md has no place for the figures');
  const whole = `${before}${begin}\n\n${figures}\n\n${end}${after}`;
  await writeFile(page, await format(whole, { ...(await resolveConfig(page)), filepath: page }));
}
