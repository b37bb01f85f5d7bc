// Builds the extension: what activation needs, and beside it what is loaded on first use.
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const production = process.argv.includes('--production');

/** A dynamic import of an entry point stays a call at run time: esbuild cannot split CommonJS itself. */
const lateEntries = {
  name: 'late-entries',
  setup({ onResolve }) {
    onResolve({ filter: /\/(online|(?:practice|journal)\/index)\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import'
        ? { path: `./${/online|practice|journal/.exec(path)[0]}.cjs`, external: true }
        : undefined,
    );
  },
};

/** fetch-blob carries web streams for Nodes older than 18; VS Code has had them for years. */
const withoutPolyfill = {
  name: 'without-polyfill',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^web-streams-polyfill/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    extension: 'src/extension.ts',
    online: 'src/online.ts',
    practice: 'src/practice/index.ts',
    journal: 'src/stop/journal/index.ts',
  },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // VS Code loads a CommonJS bundle with `require`.
  supported: { 'dynamic-import': false },
  plugins: [lateEntries, withoutPolyfill],
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
});
// What is in each bundle, for the notices and the audit.
writeFileSync('dist/meta.json', JSON.stringify(metafile));
