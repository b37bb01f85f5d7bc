import type { Figure } from './figures.ts';
import type { BenchPlan } from './plan.ts';
import { figureRow, type Row } from './row.ts';
import { benchRows } from './treeRows.ts';
import { benchWindow } from './treeWindow.ts';

const group = 'The tree with 10,000 campaigns of one stream beside 99 other streams';

/** What `npm run bench:tree` measures, without the pages that would wait for the account's next minute. */
export async function benchTree({ quick }: BenchPlan): Promise<readonly Row[]> {
  const inNode = quick ? [] : await benchRows();
  const inWindow = await benchWindow({ pages: 0, refreshes: quick ? 3 : 20 });
  return [...rowsOf('in Node', inNode), ...rowsOf('in a window', inWindow)];
}

function rowsOf(where: string, figures: readonly Figure[]): readonly Row[] {
  return figures.map(([what, figure]) => figureRow(group, `${where}: ${what}`, figure));
}
