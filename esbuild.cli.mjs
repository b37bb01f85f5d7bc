// Builds the command line, beside the extension and apart from it: `node esbuild.cli.mjs [--production] [--outdir dir]`.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: { production: { type: 'boolean', default: false }, outdir: { type: 'string', default: 'dist/cli' } },
});
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Left out: what node-fetch brings for old Nodes and for forms, debug prints, and Kerberos, which nothing here uses. */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    const filter = /^(?:web-streams-polyfill|formdata-polyfill|debug$|proxy-agent-negotiate$)|\/multipart-parser\.js$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, ({ path }) => ({
      contents: path.startsWith('formdata')
        ? 'export class FormData {} export const formDataToBlob = undefined;'
        : 'export default () => () => undefined; export const createNegotiateAuth = undefined;',
    }));
  },
};

rmSync(values.outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { 'kore-campaigns': 'src/cli/main.ts' },
  outdir: values.outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: values.production,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: { cliVersion: JSON.stringify(version) },
  // Packages in CommonJS ask for Node's own modules with `require`.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  plugins: [withoutUnused],
});
chmodSync(join(values.outdir, 'kore-campaigns.mjs'), 0o755);
// What is in it, for the notices and the audit.
writeFileSync(join(values.outdir, 'meta.json'), JSON.stringify({ outputs: metafile.outputs }));
