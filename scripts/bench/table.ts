import type { Row } from './row.ts';

const heads = ['what', 'figure', 'goal'] as const;

/** The rows as Markdown, a table for each group, to be read as it is and to be pasted into a page. */
export function markdownOf(rows: readonly Row[]): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups.map((group) => groupText(group, rows)).join('\n\n');
}

function groupText(group: string, rows: readonly Row[]): string {
  const lines = rows.filter((row) => row.group === group).map((row) => [row.what, figureOf(row), goalOf(row)]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [`### ${group}`, '', line(heads), line(rule), ...lines.map(line)].join('\n');
}

function figureOf(row: Row): string {
  return 'failed' in row ? `not measured: ${row.failed.split('\n')[0] ?? ''}` : row.figure;
}

function goalOf(row: Row): string {
  if ('failed' in row || row.goal === undefined) return '';
  return `${row.goal.text}: ${row.goal.met ? 'yes' : '**no**'}`;
}
