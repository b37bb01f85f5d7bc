// npm run audit: known problems, licences, lock files, and what is in the bundles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  bundleLines,
  justificationProblems,
  licenseProblems,
  lockProblems,
  noticeProblems,
  readAdvisories,
  versionProblems,
  type LockFile,
  type Manifest,
} from './auditChecks.ts';
import { readBuild, readLastBuild, readPackages } from './bundledPackages.ts';
import { mustRun, root, run, say } from './run.mjs';

const text = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const json = (...path: readonly string[]): unknown => JSON.parse(text(...path));

const found: string[] = [];

function tell(what: string, problems: readonly string[], good: string): void {
  say(`${what}: ${problems.length === 0 ? good : 'NOT good'}`);
  for (const problem of problems) say(`  ${problem}`);
  found.push(...problems);
}

/** The advisory service cannot be reached from everywhere; that is told, and is no failure. */
async function tellAdvisories(what: string, args: readonly string[], cwd: string): Promise<void> {
  const { output } = await run('npm', ['audit', '--json', ...args], { cwd });
  const advisories = readAdvisories(output);
  if (advisories.kind === 'checked') tell(what, advisories.problems, 'none');
  else say(`${what}: not checked (${advisories.why})`);
}

await mustRun(process.execPath, ['esbuild.mjs', '--production']);
await mustRun(process.execPath, ['--import', 'tsx', 'scripts/notices.ts']);
await mustRun(process.execPath, ['esbuild.cli.mjs', '--production']);
await mustRun(process.execPath, ['--import', 'tsx', 'scripts/notices.ts', 'dist/cli']);

const manifest = json('package.json') as Manifest;
const bundles = readLastBuild();
const packages = readPackages(bundles);
const cliBundles = readBuild('dist/cli');
const cliPackages = readPackages(cliBundles);

await tellAdvisories('Known problems of what is bundled', ['--omit=dev'], root);
await tellAdvisories('Known problems of all packages', [], root);
await tellAdvisories('Known problems of the VS Code of the tests', [], join(root, 'test', 'host'));
const licenses = readPackages([...bundles, ...cliBundles])
  .map(({ name, version, license }) => `${name} ${version} ${license}`)
  .join(', ');
tell('Licences of what is bundled', licenseProblems([...packages, ...cliPackages]), licenses);
tell('ThirdPartyNotices.txt', noticeProblems(packages, text('ThirdPartyNotices.txt')), 'names all of them');
const cliNotices = noticeProblems(cliPackages, text('dist', 'cli', 'ThirdPartyNotices.txt'));
tell('dist/cli/ThirdPartyNotices.txt', cliNotices, 'names all of them');
for (const path of [['package-lock.json'], ['test', 'host', 'package-lock.json']]) {
  tell(path.join('/'), lockProblems(json(...path) as LockFile), 'every package has a hash, none a place');
}
const unpinned = [...versionProblems(manifest), ...versionProblems(json('test', 'host', 'package.json') as Manifest)];
tell('Versions', unpinned, 'each is one version');
tell('Reasons for the run-time dependencies', justificationProblems(manifest, text('CONTRIBUTING.md')), 'all given');
for (const line of bundleLines([...bundles, ...cliBundles])) say(line);
process.exitCode = found.length > 0 ? 1 : 0;
