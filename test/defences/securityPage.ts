import { readFileSync } from 'node:fs';
import type { TestName } from './defence.ts';

/** A row of the table of threats in SECURITY.md. */
export interface Threat {
  readonly title: string;
  readonly tests: readonly TestName[];
}

export function readThreats(): readonly Threat[] {
  const page = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8');
  const rows = /## Threats[^]*?\n\|(?: -+ \|)+\n([^]*?)\n\n/.exec(page)?.[1]?.split('\n') ?? [];
  return rows.map((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    return { title: cells[1] ?? '', tests: testsOf(cells.at(-2) ?? '') };
  });
}

/** Titles between “ and ”, each in the file before it. */
function testsOf(cell: string): readonly TestName[] {
  return cell.split(/, (?=`)/).flatMap((part) => {
    const file = /^`([^`]+)`/.exec(part)?.[1] ?? '';
    const titles = part.replace(/^`[^`]+`\s*/, '').split(/(?<=”), (?=“)/);
    return titles.map((title) => ({ file, title: title.trim().replace(/^“(.*)”$/, '$1') }));
  });
}

/** Whether there is such a test, and none is left out; of a title with values in it, the words before them count. */
export function exists({ file, title }: TestName): boolean {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  return !source.includes('describe.skip(') && ["'", '"', '`'].some((quote) => source.includes(`it(${quote}${title}`));
}
