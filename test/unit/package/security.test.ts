import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('SECURITY.md', root), 'utf8');
const threats = /## Threats[^]*?\n\|(?: -+ \|)+\n([^]*?)\n\n/.exec(page)?.[1]?.split('\n') ?? [];

/** The tests that a row names: titles between “ and ”, each in the file before it. */
function testsOf(row: string): readonly { readonly file: string; readonly title: string }[] {
  const cell = row.split('|').at(-2) ?? '';
  return cell.split(/, (?=`)/).flatMap((part) => {
    const file = /^\s*`([^`]+)`/.exec(part)?.[1] ?? '';
    const titles = part.replace(/^\s*`[^`]+`\s*/, '').split(/(?<=”), (?=“)/);
    return titles.map((title) => ({ file, title: title.trim().replace(/^“(.*)”$/, '$1') }));
  });
}

describe('SECURITY.md', () => {
  it('names for every threat a test that there is', () => {
    assert.ok(threats.length >= 15, String(threats.length));
    for (const row of threats) {
      const tests = testsOf(row);
      assert.ok(tests.length > 0, row);
      for (const { file, title } of tests) {
        const source = readFileSync(new URL(`test/${file}`, root), 'utf8');
        // Of a title with values in it, the words before them.
        const found = ["'", '"', '`'].some((quote) => source.includes(`it(${quote}${title}`));
        assert.ok(found, `${file}: ${title}`);
      }
    }
  });
});
