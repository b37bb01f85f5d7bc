// Builds the extension: what activation needs, and beside it what is loaded on first use.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { mark } from './scripts/pseudo.mjs';

const production = process.argv.includes('--production');
/** All texts marked as such, into a folder that VS Code takes as an extension. */
const pseudo = process.argv.includes('--pseudo');
const folder = pseudo ? 'out/pseudo' : '.';

/** What is loaded on first use, each a bundle of its own. */
const late = {
  window: 'src/ui/window.ts',
  online: 'src/online.ts',
  practice: 'src/practice/index.ts',
  journal: 'src/stop/journal/index.ts',
  bulk: 'src/ui/stopping/bulk/index.ts',
  timers: 'src/ui/timers/index.ts',
  handover: 'src/ui/handover/index.ts',
  guide: 'src/ui/guide/index.ts',
  form: 'src/ui/webviews/form/index.ts',
  history: 'src/ui/webviews/history/index.ts',
};
const lateNames = new Map(Object.entries(late).map(([name, path]) => [resolve(path), name]));

/** A dynamic import of an entry point stays a call at run time: esbuild cannot split CommonJS itself. */
const lateEntries = {
  name: 'late-entries',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const name = kind === 'dynamic-import' ? lateNames.get(resolve(resolveDir, path)) : undefined;
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true };
    });
  },
};

/**
 * Left out of what node-fetch brings: web streams for Nodes older than 18, which VS Code has had for years, and forms,
 * which nothing here sends or reads.
 */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    const filter = /^web-streams-polyfill|^formdata-polyfill|\/multipart-parser\.js$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, ({ path }) => ({
      contents: path.startsWith('formdata') ? 'export class FormData {} export const formDataToBlob = undefined;' : '',
    }));
  },
};

/** Marks the sentences in place of translating them. */
const withMarkedTexts = {
  name: 'with-marked-texts',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]ui[\\/]localizer\.ts$/ }, () => ({
      contents: `
        import { english } from '../streams/problemText.ts';
        import { mark } from '../../scripts/pseudo.mjs';
        export const localizer = { t: (text, values) => english.t(mark(text), values) };
      `,
      resolveDir: 'src/ui',
    }));
  },
};

/** The script and the style sheet of each webview: `form/page/main.ts` becomes `formPage.js` and `formPage.css`. */
const webviews = 'src/ui/webviews';
const pages = readdirSync(webviews).flatMap((name) => {
  const entry = `${webviews}/${name}/page/main.ts`;
  return existsSync(entry) ? [[`${name}Page`, entry]] : [];
});

rmSync(`${folder}/dist`, { recursive: true, force: true });
const common = {
  outdir: `${folder}/dist`,
  bundle: true,
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
const forPages = await build({
  ...common,
  entryPoints: Object.fromEntries(pages),
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
});
const forHost = await build({
  ...common,
  entryPoints: { extension: 'src/extension.ts', ...late },
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // VS Code loads a CommonJS bundle with `require`.
  supported: { 'dynamic-import': false },
  plugins: [lateEntries, withoutUnused, ...(pseudo ? [withMarkedTexts] : [])],
});
// What is in each bundle, for the notices and the audit.
const outputs = { ...forHost.metafile.outputs, ...forPages.metafile.outputs };
writeFileSync(`${folder}/dist/meta.json`, JSON.stringify({ outputs }));
if (pseudo) {
  const words = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const marked = Object.fromEntries(Object.entries(words).map(([key, text]) => [key, mark(text)]));
  writeFileSync(`${folder}/package.nls.json`, JSON.stringify(marked));
  for (const name of ['package.json', 'media']) cpSync(name, `${folder}/${name}`, { recursive: true });
}
