import { readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import { secretsExtensionId, suiteParts } from './suiteEvents.ts';

const sources = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const target = join(root, 'out', 'host');
const secretsExtension = join(target, 'secretsExtension');

/** What VS Code loads. */
export interface BuiltSuite {
  /** Of the extension under test. */
  readonly extensionFolder: string;
  /** Of the one that gives the suite a secret store. */
  readonly secretsExtension: string;
  /** The module whose `run()` starts the tests. */
  readonly testsPath: string;
}

/** Bundles the suite to CommonJS, as the extension host loads it, and the extension that it needs beside ours. */
export async function buildSuite(): Promise<BuiltSuite> {
  const tests = suiteParts.flatMap((part) =>
    readdirSync(join(sources, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(sources, part, name)),
  );
  await rm(target, { recursive: true, force: true });
  const shared: BuildOptions = {
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  };
  await build({
    ...shared,
    entryPoints: [join(sources, 'mochaEntry.ts'), ...tests],
    outdir: target,
    outbase: sources,
  });
  await build({ ...shared, entryPoints: [join(sources, 'secretsExtension.ts')], outdir: secretsExtension });
  await writeFile(join(secretsExtension, 'package.json'), JSON.stringify(secretsManifest()));
  return { extensionFolder: root, secretsExtension, testsPath: join(target, 'mochaEntry.cjs') };
}

function secretsManifest(): object {
  const [publisher, name] = secretsExtensionId.split('.');
  const { engines } = manifest;
  return { publisher, name, version: '0.0.0', engines, main: 'secretsExtension.cjs', activationEvents: ['*'] };
}
