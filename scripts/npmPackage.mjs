// npm packs what package.json names, and ours is the extension's: for as long as npm packs, `slim` puts one of the command
// line in its place, and a README without pictures; `restore` puts ours back.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const saved = 'out/npm';
const files = ['package.json', 'README.md'];
/** With its code units as they are: what comes back must be what was there. */
const read = (path) => readFileSync(path);

/** What npm shows and installs: no extension, and none of the packages that are in the bundle. */
function slimManifest({ name, version, license, type, bin, keywords }) {
  const { description } = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const folder = 'dist/cli';
  return {
    name,
    version,
    description: description.replace('from VS Code', 'from a script or a pipeline'),
    license,
    type,
    bin,
    keywords: [...keywords, 'cli'],
    engines: { node: '>=20.3' },
    files: [`${folder}/kore-campaigns.cjs`, `${folder}/ThirdPartyNotices.txt`],
  };
}

function slim() {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  if (manifest.contributes === undefined) {
    throw new Error('package.json is not ours: npm was killed while it packed. git checkout package.json README.md');
  }
  mkdirSync(saved, { recursive: true });
  for (const file of files) writeFileSync(`${saved}/${file}`, read(file));
  writeFileSync('package.json', `${JSON.stringify(slimManifest(manifest), undefined, 2)}\n`);
  writeFileSync('README.md', read('out/README.md'));
}

function restore() {
  if (!existsSync(saved)) return;
  for (const file of files) writeFileSync(file, read(`${saved}/${file}`));
  rmSync(saved, { recursive: true });
}

if (process.argv[2] === 'restore') restore();
else slim();
