import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import manifest from '../../../package.json' with { type: 'json' };
import { root } from '../../run.mjs';

const sources = fileURLToPath(new URL('.', import.meta.url));
const target = join(root, 'out', 'bench', 'kore-bench-probe');

export interface BuiltProbe {
  /** The unpacked extension that watches ours. */
  readonly extension: string;
  /** The clients for a Node without VS Code. */
  readonly plainClient: string;
}

/** Bundles the extension that runs beside ours, and the same clients for a plain Node. */
export async function buildProbe(): Promise<BuiltProbe> {
  await rm(target, { recursive: true, force: true });
  await build({
    entryPoints: { extension: join(sources, 'extension.ts'), plainClient: join(sources, 'plainClient.ts') },
    outdir: target,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const { engines } = manifest;
  const own = { publisher: 'kore-campaigns-tests', name: 'bench-probe', version: '0.0.0', engines };
  const starts = { main: 'extension.cjs', activationEvents: ['*'], extensionKind: manifest.extensionKind };
  await writeFile(join(target, 'package.json'), JSON.stringify({ ...own, ...starts }));
  return { extension: target, plainClient: join(target, 'plainClient.cjs') };
}
