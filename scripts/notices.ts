// Writes ThirdPartyNotices.txt: what others made that is in the bundles of the last build, with its licences. With a folder
// (`dist/cli`) of the build in it, and into it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readBuild, readLastBuild, readPackages } from './bundledPackages.ts';
import { root } from './run.mjs';

const [folder = ''] = process.argv.slice(2);
const packages = readPackages(folder === '' ? readLastBuild() : readBuild(folder));
const [unlicensed] = packages.filter(({ licenseText }) => licenseText === '');
if (unlicensed !== undefined) throw new Error(`${unlicensed.name} has no licence text to give with it`);
const head = 'Kore Campaigns contains the following software of others, unchanged but for bundling.';
const line = '-'.repeat(80);
const notices = packages.map(
  ({ name, version, license, licenseText }) => `${line}\n${name} ${version} (${license})\n\n${licenseText}\n`,
);
writeFileSync(join(root, folder, 'ThirdPartyNotices.txt'), `${head}\n\n${notices.join('\n')}`);
