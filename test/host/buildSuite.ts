import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const sources = fileURLToPath(new URL('.', import.meta.url));

export const extensionFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const target = join(extensionFolder, 'out', 'host');

/** Bundles the suite to CommonJS, as the extension host loads it; gives the module whose `run()` starts it. */
export async function buildSuite(): Promise<string> {
  const tests = readdirSync(join(sources, 'suite'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(sources, 'suite', name));
  await rm(target, { recursive: true, force: true });
  await build({
    entryPoints: [join(sources, 'mochaEntry.ts'), ...tests],
    outdir: target,
    outbase: sources,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(target, 'mochaEntry.cjs');
}
