import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A sentence as the source has it, with its `{places}`, and the files that say it. */
export interface Template {
  readonly text: string;
  readonly files: readonly string[];
}

/** Every sentence of the extension: each first argument of an `l10n.t`, and each text of `package.nls.json`, once. */
export function readTemplates(root: string): readonly Template[] {
  const found = new Map<string, Set<string>>();
  const add = (text: string, file: string): void => {
    found.set(text, (found.get(text) ?? new Set()).add(file));
  };
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts')) continue;
    const path = join('src', name);
    for (const text of textsOf(path, readFileSync(join(root, path), 'utf8'))) add(text, path);
  }
  const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  for (const text of Object.values(nls)) for (const line of asShown(text)) add(line, 'package.nls.json');
  return [...found].map(([text, files]) => ({ text, files: [...files] }));
}

/** A text of `package.json` can be a few paragraphs in Markdown, with links to settings: the lines that it is shown as. */
function asShown(text: string): readonly string[] {
  const plain = text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`?#[\w.]+#`?/g, '{setting}')
    .replace(/[`*]/g, '');
  return plain.split(/\n+/).filter((line) => line.trim() !== '');
}

/** Throws where a sentence is not written out in its place, since then nobody can tell which sentences there are. */
export function textsOf(path: string, source: string): readonly string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isLocalizerCall(node.expression)) {
      const [sentence] = node.arguments;
      if (sentence !== undefined) texts.push(...writtenOut(sentence, path));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

function isLocalizerCall(callee: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 't') return false;
  const receiver = callee.expression;
  const name = ts.isPropertyAccessExpression(receiver) ? receiver.name.text : receiver.getText();
  return /^(?:l10n|localizer)$/.test(name);
}

function writtenOut(sentence: ts.Expression, path: string): readonly string[] {
  if (ts.isStringLiteralLike(sentence)) return [sentence.text];
  if (ts.isConditionalExpression(sentence)) {
    return [...writtenOut(sentence.whenTrue, path), ...writtenOut(sentence.whenFalse, path)];
  }
  if (ts.isBinaryExpression(sentence) && sentence.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [writtenOut(sentence.left, path), writtenOut(sentence.right, path)];
    return left.flatMap((start) => right.map((end) => start + end));
  }
  throw new Error(`${path}: ${sentence.getText()} is no sentence that is written out`);
}
