// Makes a fresh checkout ready. It must run before anything is installed, so it imports nothing from node_modules.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildHost, findBrowser, findProgram, hostIsSupported, hostIsThere } from './host.mjs';
import { buildMockoon, mockoonIsThere } from './mockoon.mjs';
import { mustRun, root, say } from './run.mjs';

/** Everything that building, testing and starting need. Quick and silent when nothing is to be done. */
export async function setUp() {
  await setUpPackages();
  if (!hostIsSupported) {
    say(`Set-up: no VS Code host for ${process.platform}: here the desktop runner is used (npm run test:desktop)`);
    return;
  }
  if (!hostIsThere()) {
    await needPrograms([
      ['g++', 'g++'],
      ['make', 'make'],
      ['python3', 'python3'],
    ]);
    say('Set-up: building the VS Code that the tests run in (once, 1 to 2 minutes, 800 MB)');
    await buildHost();
  }
  const browser = findBrowser() ? [] : [['chromium', 'chromium']];
  await needPrograms([['curl', 'curl'], ...browser]);
}

/** The mock server, which only tests need. */
export async function setUpMockoon() {
  if (mockoonIsThere()) return;
  say('Set-up: installing the mock server that the tests use (once, 110 MB)');
  await buildMockoon().catch((error) => {
    throw new Error(`The mock server (@mockoon/cli) cannot be installed: is the npm registry there? ${error.message}`);
  });
}

/** What building alone needs. */
async function setUpPackages() {
  checkNode();
  if (packagesAreInstalled()) return;
  say('Set-up: installing the packages (npm ci)');
  await mustRun('npm', ['ci']);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or later is needed; this is ${process.versions.node}`);
  }
}

/** npm writes its own list of what it has installed when it has finished; that list must agree with the lock. */
function packagesAreInstalled() {
  const listed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(listed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || installed[path]?.integrity === entry.integrity,
  );
}

async function needPrograms(needed) {
  const missing = needed.filter(([program]) => !findProgram(program)).map(([, name]) => name);
  if (missing.length === 0) return;
  const install = ['install', '--yes', '--no-install-recommends', ...missing];
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new Error(
      `Missing: ${missing.join(', ')}. Please run: sudo apt-get update && sudo apt-get ${install.join(' ')}`,
    );
  }
  say(`Set-up: installing ${missing.join(', ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await mustRun('apt-get', ['update'], { env });
  await mustRun('apt-get', install, { env });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const all = async () => {
    await setUp();
    await setUpMockoon();
  };
  const what = process.argv.includes('--packages') ? setUpPackages : all;
  what().catch((error) => {
    process.stderr.write(`Set-up failed: ${error.message}\n`);
    process.exitCode = 1;
  });
}
