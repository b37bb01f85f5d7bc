// Builds the command line, beside the extension and apart from it: `node esbuild.cli.mjs [--production] [--outdir dir]`.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: { production: { type: 'boolean', default: false }, outdir: { type: 'string', default: 'dist/cli' } },
});
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/**
 * Left out: what node-fetch brings for old Nodes and for forms, debug prints, Kerberos, and the child processes of a
 * command line whose commands are programs; nothing here uses them, and the last takes as long to load as all the rest.
 */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    const filter =
      /^(?:web-streams-polyfill|formdata-polyfill|debug$|proxy-agent-negotiate$|node:child_process$)|\/multipart-parser\.js$/;
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
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: values.production,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: { cliVersion: JSON.stringify(version) },
  banner: { js: '#!/usr/bin/env node' },
  plugins: [withoutUnused],
});
chmodSync(join(values.outdir, 'kore-campaigns.cjs'), 0o755);
// What is in it, for the notices and the audit.
writeFileSync(join(values.outdir, 'meta.json'), JSON.stringify({ outputs: metafile.outputs }));
