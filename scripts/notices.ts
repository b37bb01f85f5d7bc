// Writes ThirdPartyNotices.txt: what others made that is in the bundles of the last build, with its licences.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readLastBuild, readPackages } from './bundledPackages.ts';
import { root } from './run.mjs';

const packages = readPackages(readLastBuild());
const [unlicensed] = packages.filter(({ licenseText }) => licenseText === '');
if (unlicensed !== undefined) throw new Error(`${unlicensed.name} has no licence text to give with it`);
const head = 'Kore Campaigns contains the following software of others, unchanged but for bundling.';
const line = '-'.repeat(80);
const notices = packages.map(
  ({ name, version, license, licenseText }) => `${line}\n${name} ${version} (${license})\n\n${licenseText}\n`,
);
writeFileSync(join(root, 'ThirdPartyNotices.txt'), `${head}\n\n${notices.join('\n')}`);
