import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One call of `….t(…)`. */
interface Sentence {
  readonly where: string;
  /** Undefined when it is not written out where it is said: then no translator could find it. */
  readonly text?: string;
  readonly values: readonly string[];
  /** The values are of a type that does not name them. */
  readonly unnamed: boolean;
}

/** Every sentence that goes through `l10n` in src, with the names of the values it is given. */
function sentencesOfSource(): readonly Sentence[] {
  const config = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path));
  const { fileNames, options } = ts.parseJsonConfigFileContent({ ...config.config, include: ['src'] }, ts.sys, root);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const sentences: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    if (node.expression.name.text !== 't' || !/(?:^|\.|\s)l10n$/.test(node.expression.expression.getText())) return;
    const [text, values] = node.arguments;
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const type = values === undefined ? undefined : checker.getTypeAtLocation(values);
    sentences.push({
      where: `${file.fileName.slice(root.length)}:${line + 1}`,
      ...(text !== undefined && ts.isStringLiteralLike(text) ? { text: text.text } : {}),
      values: type?.getProperties().map((one) => one.name) ?? [],
      unnamed: type?.getStringIndexType() !== undefined,
    });
  };
  for (const file of program.getSourceFiles()) {
    if (file.fileName.startsWith(`${root}src/`)) visit(file);
  }
  return sentences;
}

describe('Every sentence in the source', () => {
  let sentences: readonly Sentence[] = [];
  before(function () {
    this.timeout(60_000);
    sentences = sentencesOfSource();
    assert.ok(sentences.length > 250, `${sentences.length} found`);
  });

  it('is written out where it is said, so that it can be translated', () => {
    assert.deepEqual(
      sentences.filter(({ text }) => text === undefined).map(({ where }) => where),
      [],
    );
  });

  it('has a value for each of its places', () => {
    const open = sentences.flatMap(({ where, text = '', values, unnamed }) => {
      const places = [...text.matchAll(/\{([^}]*)\}/g)].map(([, place = '']) => place);
      if (places.length > 0 && unnamed) return [`${where}: the values have no names`];
      return places.filter((place) => !values.includes(place)).map((place) => `${where}: {${place}}`);
    });
    assert.deepEqual(open, []);
  });

  it('uses words that a tired person knows', () => {
    const odd = sentences.filter(({ text = '' }) =>
      /successful|\barmed\b|\border\b|\bverdict\b|\bjournal\b|\borigin\b/i.test(text),
    );
    assert.deepEqual(odd, []);
  });

  it('has the quotes and dots of the others', () => {
    const odd = sentences
      .filter(({ text = '' }) => /\.\.\.|"|`| {2}|^\s|\s$/.test(text))
      .map(({ where, text }) => [where, text]);
    assert.deepEqual(odd, []);
  });
});
