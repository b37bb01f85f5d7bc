import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import {
  justificationProblems,
  licenseProblems,
  lockProblems,
  noticeProblems,
  readAdvisories,
  versionProblems,
  type LockFile,
} from '../../../scripts/auditChecks.ts';
import { readBundles } from '../../../scripts/bundledPackages.ts';
import manifest from '../../../package.json' with { type: 'json' };
import hostManifest from '../../host/package.json' with { type: 'json' };

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('What is installed', () => {
  for (const path of ['package-lock.json', 'test/host/package-lock.json']) {
    it(`has a hash and no place for each package in ${path}`, () => {
      const lock = JSON.parse(read(path)) as LockFile;
      assert.ok(Object.keys(lock.packages ?? {}).length > 50);
      assert.deepEqual(lockProblems(lock), []);
    });
  }

  it('is pinned to one version each', () => {
    assert.deepEqual(versionProblems(manifest), []);
    assert.deepEqual(versionProblems(hostManifest), []);
  });

  it('is justified in CONTRIBUTING.md where it is shipped', () => {
    assert.deepEqual(justificationProblems(manifest, read('CONTRIBUTING.md')), []);
  });
});

describe('The audit', () => {
  it('finds a package without a hash, and one that names a place', () => {
    const packages = {
      '': {},
      'node_modules/good': { integrity: 'sha512-x' },
      'node_modules/linked': { link: true },
      'node_modules/good/node_modules/inside': { inBundle: true },
      'node_modules/bare': {},
      'node_modules/placed': { integrity: 'sha512-x', resolved: 'https://somewhere.example/x.tgz' },
    };
    assert.deepEqual(lockProblems({ packages }), [
      'node_modules/bare has no integrity',
      'node_modules/placed names where it comes from',
    ]);
  });

  it('finds a version that is a range, a tag or a place', () => {
    for (const version of [
      '^1.0.0',
      '~1.0.0',
      '1.x',
      '>=1.0.0',
      'latest',
      '*',
      '',
      'git+ssh://x',
      'file:../x',
      '1.0',
    ]) {
      assert.equal(versionProblems({ dependencies: { x: version } }).length, 1, version);
      assert.equal(versionProblems({ devDependencies: { x: version } }).length, 1, version);
    }
    assert.deepEqual(versionProblems({ dependencies: { x: '1.0.0', y: '2.0.0-rc.1' } }), []);
  });

  it('finds a run-time dependency without a line, or without words in it', () => {
    const needs = { dependencies: { shlex: '3.0.0' } };
    assert.deepEqual(justificationProblems(needs, '| `shlex` | splits shell words |'), []);
    for (const text of ['', 'shlex', '| `shlex` | |', '| `shlex2` | splits shell words |']) {
      assert.equal(justificationProblems(needs, text).length, 1, text);
    }
  });

  it('finds a licence that is not on the list, and a missing text', () => {
    const good = { name: 'x', version: '1.0.0', license: 'MIT', licenseText: 'MIT …' };
    assert.deepEqual(licenseProblems([good]), []);
    for (const license of ['', 'GPL-3.0', 'MIT OR GPL-3.0', 'UNLICENSED', 'SEE LICENSE IN x']) {
      assert.equal(licenseProblems([{ ...good, license }]).length, 1, license);
    }
    assert.deepEqual(licenseProblems([{ ...good, licenseText: '' }]), ['x has no licence text']);
  });

  it('finds a package that the notices leave out, or name at another version', () => {
    const one = { name: 'x', version: '1.0.0', license: 'MIT', licenseText: 'MIT …' };
    assert.deepEqual(noticeProblems([one], '---\nx 1.0.0 (MIT)\n'), []);
    for (const notices of ['', '---\nx 1.0.1 (MIT)\n', '---\nxx 1.0.0 (MIT)\n']) {
      assert.deepEqual(noticeProblems([one], notices), ['x 1.0.0 is not in ThirdPartyNotices.txt']);
    }
  });

  it('tells each bundle’s parts by package, and leaves out what left no byte', () => {
    const inputs = {
      'src/a.ts': { bytesInOutput: 10 },
      'src/b.ts': { bytesInOutput: 5 },
      'node_modules/jose/a.js': { bytesInOutput: 7 },
      'node_modules/jose/b.js': { bytesInOutput: 20 },
      'node_modules/x/node_modules/@scope/name/a.js': { bytesInOutput: 1 },
      'node_modules/gone/a.js': { bytesInOutput: 0 },
      'empty:polyfill': { bytesInOutput: 0 },
    };
    assert.deepEqual(
      readBundles({ outputs: { 'dist/a.cjs': { bytes: 50, inputs }, 'dist/a.cjs.map': { bytes: 9, inputs: {} } } }),
      [
        {
          file: 'dist/a.cjs',
          bytes: 50,
          parts: [
            { name: 'jose', folder: 'node_modules/jose', bytes: 27 },
            { name: 'kore-campaigns', bytes: 15 },
            { name: '@scope/name', folder: 'node_modules/x/node_modules/@scope/name', bytes: 1 },
          ],
        },
      ],
    );
  });

  it('reads the report of npm audit', () => {
    const report = JSON.stringify({ vulnerabilities: { x: { severity: 'high' }, y: {} } }, undefined, 2);
    assert.deepEqual(readAdvisories(report), { kind: 'checked', problems: ['x: high', 'y: unknown severity'] });
    assert.deepEqual(readAdvisories('{\n"vulnerabilities": {}\n}'), { kind: 'checked', problems: [] });
  });

  it('says “not checked” for anything but a report, also between other lines', () => {
    const failure =
      'npm warn audit 405\n{\n  "message": "405 Not Allowed",\n  "error": {}\n}\nnpm error audit endpoint';
    assert.deepEqual(readAdvisories(failure), { kind: 'notChecked', why: '405 Not Allowed' });
    for (const output of ['', 'npm error network', '{', '{\n}', '{\n"vulnerabilities": null\n}']) {
      assert.deepEqual(readAdvisories(output), { kind: 'notChecked', why: 'no report' }, output);
    }
  });
});
