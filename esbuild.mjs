// Builds the extension: what activation needs, and beside it what is loaded on first use.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleHost } from './scripts/bundleHost.mjs';
import { mark } from './scripts/pseudo.mjs';

const production = process.argv.includes('--production');
/** All texts marked as such, into a folder that VS Code takes as an extension. */
const pseudo = process.argv.includes('--pseudo');
const folder = pseudo ? 'out/pseudo' : '.';

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

const webviews = 'src/ui/webviews';
/** One script for all webviews, and a style sheet for each. */
const pages = {
  pages: `${webviews}/shared/page/main.ts`,
  formPage: `${webviews}/form/page/form.css`,
  historyPage: `${webviews}/history/page/history.css`,
};

rmSync(`${folder}/dist`, { recursive: true, force: true });
const common = {
  outdir: `${folder}/dist`,
  bundle: true,
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: 'warning',
  charset: 'utf8',
  metafile: true,
};
const forPages = await build({
  ...common,
  entryPoints: pages,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
});
const forHost = await bundleHost({ ...common, plugins: pseudo ? [withMarkedTexts] : [] });
// What is in each bundle, for the notices and the audit.
const outputs = { ...forHost, ...forPages.metafile.outputs };
writeFileSync(`${folder}/dist/meta.json`, JSON.stringify({ outputs }));
if (pseudo) {
  const words = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const marked = Object.fromEntries(Object.entries(words).map(([key, text]) => [key, mark(text)]));
  writeFileSync(`${folder}/package.nls.json`, JSON.stringify(marked));
  for (const name of ['package.json', 'media']) cpSync(name, `${folder}/${name}`, { recursive: true });
}
