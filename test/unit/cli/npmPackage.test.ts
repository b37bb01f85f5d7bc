import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);
/** npm tells a script which script it is; the npm of a test is none of those. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

(process.platform === 'win32' ? describe.skip : describe)('The npm package', function () {
  this.timeout(120_000);
  let folder = '';
  let copy = '';
  let tarball = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kore-npm-'));
    copy = join(folder, 'source');
    await mkdir(copy);
    for (const name of [
      'package.json',
      'package-lock.json',
      'package.nls.json',
      'README.md',
      'LICENSE',
      'esbuild.cli.mjs',
      'tsconfig.json',
      'scripts',
      'src',
    ]) {
      await cp(join(root, name), join(copy, name), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    // What must not get in.
    await mkdir(join(copy, 'dist'));
    await writeFile(join(copy, 'dist', 'extension.cjs'), '// the extension');
    await run('npm', ['pack', '--pack-destination', folder], { cwd: copy, env });
    tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '');
  });
  after(() => rm(folder, { recursive: true }));

  it('is at most 100 kB, and has the program, its licences and its README', async () => {
    assert.ok((await stat(tarball)).size <= 100_000);
    const { stdout } = await run('tar', ['-tzf', tarball]);
    assert.deepEqual(stdout.trim().split('\n').sort(), [
      'package/LICENSE',
      'package/README.md',
      'package/dist/cli/ThirdPartyNotices.txt',
      'package/dist/cli/kore-campaigns.cjs',
      'package/package.json',
    ]);
  });

  it('leaves package.json and README.md as they were', async () => {
    for (const name of ['package.json', 'README.md']) {
      assert.ok((await readFile(join(copy, name))).equals(await readFile(join(root, name))), name);
    }
  });

  it('brings no other package and runs nothing when it is installed, and its program runs in an empty folder', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: empty, env });
    const installed = (await readdir(join(empty, 'node_modules'))).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['kore-campaigns']);
    const manifest = JSON.parse(
      await readFile(join(empty, 'node_modules', 'kore-campaigns', 'package.json'), 'utf8'),
    ) as Readonly<Record<string, unknown>>;
    assert.deepEqual([manifest.scripts, manifest.dependencies, manifest.main], [undefined, undefined, undefined]);
    const { stdout } = await run('npx', ['--no-install', 'kore-campaigns', '--help'], { cwd: empty, env });
    assert.match(stdout, /^Usage: kore-campaigns /);
    const version = await run('npx', ['--no-install', 'kore-campaigns', '--version'], { cwd: empty, env });
    assert.equal(version.stdout.trim(), manifest.version);
  });

  it('names what is in its bundle, with the licence of each, and has nothing of the extension', async () => {
    const notices = await readFile(join(copy, 'dist', 'cli', 'ThirdPartyNotices.txt'), 'utf8');
    for (const name of ['commander', 'https-proxy-agent', 'proxy-from-env', 'node-fetch', 'jose', 'valibot']) {
      assert.match(notices, new RegExp(`\n${name} \\d+\\.\\d+\\.\\d+ \\(`));
    }
    const program = await readFile(join(copy, 'dist', 'cli', 'kore-campaigns.cjs'), 'utf8');
    assert.ok(!/["']vscode["']/.test(program));
  });
});
