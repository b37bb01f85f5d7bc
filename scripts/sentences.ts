// npm run sentences: which of the extension's sentences were shown in a real window, and pictures of those that the tests
// do not show.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shownFolder } from '../test/e2e/sharedWindow.ts';
import { mustRun, root, say } from './run.mjs';
import { saidFile, sentencesFolder, type Said } from './sentences/folders.ts';
import { showGallery, type Page } from './sentences/gallery.ts';
import { oddities } from './sentences/oddities.ts';
import { hasWords, shownIn } from './sentences/shownIn.ts';
import { readTemplates, type Template } from './sentences/templates.ts';

const templates = readTemplates(root);
const withWords = templates.filter(({ text }) => hasWords(text));
const inTests = await textsOfTests();
const seenInTests = shownIn(
  withWords.map(({ text }) => text),
  inTests,
);
const missing = withWords.filter(({ text }) => !seenInTests.has(text));

await rm(sentencesFolder, { recursive: true, force: true });
const said = await saidByUnitTests();
const texts = missing.map(({ text }) => text);
const gallery = await showGallery(
  pagesOf(missing, (text) => said.get(text)?.find(isFilled)),
  (shown) => {
    const seen = shownIn(texts, shown);
    return pagesOf(
      missing.filter(({ text }) => !seen.has(text)),
      filledIn,
    );
  },
);
const seenInGallery = shownIn(texts, gallery.real);
const asWritten = missing.filter(({ text }) => !seenInGallery.has(text));
const seenAsWritten = shownIn(
  asWritten.map(({ text }) => text),
  gallery.asWritten,
);
const never = asWritten.filter(({ text }) => !seenAsWritten.has(text));
// A page fills in some places itself, as it is looked at.
const odd = [
  ...oddities([...said].flatMap(([template, all]) => all.filter((text) => text !== template))),
  ...gallery.cut.map((text) => `cut: ${text}`),
];

const counts = [
  `${templates.length} sentences in the source and package.json, ${withWords.length} with words of their own:`,
  `${seenInTests.size} shown in a window of the end-to-end tests`,
  `${seenInGallery.size} shown in the gallery, with real facts or where VS Code shows them`,
  `${seenAsWritten.size} shown in the gallery as they are written`,
  `${never.length} never shown`,
];
await writeFile(
  join(sentencesFolder, 'report.md'),
  [
    ...counts,
    '',
    '## Never shown',
    ...never.map(({ text, files }) => `- ${files.join(', ')}: ${text}`),
    '',
    '## Shown as written only',
    ...asWritten.map(({ text, files }) => `- ${files.join(', ')}: ${text}`),
    '',
    '## Odd',
    ...odd.map((text) => `- ${text}`),
    '',
    '## Shown by the tests, and where',
    ...[...seenInTests].map(([text, shown]) => `- ${text}\n  - ${shown.slice(0, 300)}`),
  ].join('\n'),
);
for (const line of counts) say(line);
for (const { text, files } of never) say(`never shown: ${text} (${files.join(', ')})`);
for (const text of odd) say(`odd: ${text}`);
say('out/sentences/report.md');
process.exitCode = never.length > 0 || odd.length > 0 ? 1 : 0;

/** What the windows of the last end-to-end tests have shown. */
async function textsOfTests(): Promise<ReadonlySet<string>> {
  const names = await readdir(shownFolder).catch(() => []);
  if (names.length === 0) throw new Error('Run npm test, or npm test -- e2e, first: its windows are looked at');
  const texts = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(shownFolder, name), 'utf8')) as readonly string[]),
  );
  // The made-up language has its marks in between.
  return new Set(texts.flat().filter((text) => !text.includes('⟦')));
}

/** Each sentence that the unit tests have the text functions say, with real facts. */
async function saidByUnitTests(): Promise<ReadonlyMap<string, readonly string[]>> {
  await mkdir(sentencesFolder, { recursive: true });
  await mustRun(process.execPath, [
    join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
    ...['--no-config', '--node-option', 'import=tsx', '--timeout', '20000', '--reporter', 'dot'],
    ...['--require', 'scripts/sentences/keepSaid.ts', 'test/unit/ui/**/*.test.ts', 'test/unit/streams/**/*.test.ts'],
  ]);
  const all = JSON.parse(await readFile(saidFile, 'utf8')) as readonly Said[];
  const known = new Set(templates.map(({ text }) => text));
  return new Map(all.filter(({ template }) => known.has(template)).map(({ template, texts }) => [template, texts]));
}

function pagesOf(wanted: readonly Template[], example: (text: string) => string | undefined): readonly Page[] {
  const pages = new Map<string, string[]>();
  for (const { text, files } of wanted) {
    const [file = ''] = files;
    const shown = example(text);
    if (shown !== undefined) pages.set(file, [...(pages.get(file) ?? []), shown]);
  }
  return [...pages].map(([file, texts]) => ({ file, texts }));
}

/** A page has places of its own, which it fills in as it is looked at. */
function isFilled(text: string): boolean {
  return !/\{\w+\}/.test(text);
}

/** Something of the kind that stands in each place. */
function filledIn(text: string): string {
  const values: Readonly<Record<string, string>> = {
    name: '“Acme Retail”',
    stream: 'Acme Retail',
    words: 'The keyring is locked.',
    tier: 'staging',
    at: '03:12:04',
    since: '03:12:04',
    status: '200',
    field: 'private key',
    command: 'Kore: Stop SMS Campaign',
    what: '3 credentials',
  };
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => values[name] ?? '12');
}
