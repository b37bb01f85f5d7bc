import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openPromise } from 'yauzl';

import manifest from '../../../package.json' with { type: 'json' };

interface Packed {
  readonly name: string;
  readonly compressedSize: number;
  readonly text: string;
}

async function read(path: string): Promise<readonly Packed[]> {
  const zip = await openPromise(path);
  const files: Packed[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.push({ name: entry.fileName, compressedSize: entry.compressedSize, text: Buffer.concat(chunks).toString() });
  }
  return files;
}

/** A file with all of the shared code that it loads with itself, and what they need beside that. */
function withShared(
  name: string,
  codeOf: (name: string) => string,
): { readonly text: string; readonly needs: readonly string[] } {
  const texts = new Map<string, string>();
  const needs = new Set<string>();
  const read = (one: string): void => {
    if (texts.has(one)) return;
    const text = codeOf(one);
    texts.set(one, text);
    for (const [, needed = ''] of text.matchAll(/require\(["']([^"']+)["']\)/g)) {
      if (needed.startsWith('./shared-')) read(needed.slice(2));
      else needs.add(needed);
    }
  };
  read(name);
  return { text: [...texts.values()].join('\n'), needs: [...needs].sort() };
}

describe('The packaged extension', () => {
  const { extensionPath } = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`) ?? assert.fail();
  const path = join(extensionPath, 'kore-campaigns.vsix');
  let files: readonly Packed[] = [];
  const textOf = (name: string): string => files.find((file) => file.name === name)?.text ?? assert.fail(`no ${name}`);

  before(async function () {
    // The desktop runner can be started without packaging.
    if (!existsSync(path)) this.skip();
    files = await read(path);
  });

  it('is at most 245 kB', () => {
    const { size } = statSync(path);
    assert.ok(size <= 245_000, `${size} bytes`);
  });

  it('holds what it needs and nothing else: no sources, tests, maps or packages', () => {
    const allowed =
      /^(?:\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(?:package(?:\.nls)?\.json|kore-campaigns\.d\.ts|readme\.md|changelog\.md|LICENSE\.txt|ThirdPartyNotices\.txt|dist\/(?:bulk|callers|extension|form|guide|handover|history|journal|online|practice|shared-\w{8}|timers|window)\.cjs|dist\/(?:pages\.js|(?:form|history)Page\.css)|media\/(?:walkthrough\/)?[\w-]+\.(?:png|svg)))$/;
    const names = files.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !allowed.test(name)),
      [],
    );
    for (const needed of [
      'kore-campaigns.d.ts',
      'package.json',
      'package.nls.json',
      'readme.md',
      'changelog.md',
      'LICENSE.txt',
      'ThirdPartyNotices.txt',
      'dist/bulk.cjs',
      'dist/callers.cjs',
      'dist/extension.cjs',
      'dist/form.cjs',
      'dist/formPage.css',
      'dist/guide.cjs',
      'dist/handover.cjs',
      'dist/history.cjs',
      'dist/historyPage.css',
      'dist/journal.cjs',
      'dist/online.cjs',
      'dist/pages.js',
      'dist/practice.cjs',
      'dist/timers.cjs',
      'dist/window.cjs',
      'media/icon.png',
      'media/kore.svg',
    ]) {
      assert.ok(names.includes(`extension/${needed}`), needed);
    }
  });

  it('holds the licences of all that others made and that is bundled', () => {
    const notices = textOf('extension/ThirdPartyNotices.txt');
    for (const name of ['jose', 'node-fetch', 'shlex', 'valibot', 'data-uri-to-buffer']) {
      assert.match(notices, new RegExp(`\\n${name} \\d+\\.\\d+\\.\\d+ \\(`), name);
    }
    const packages = notices.match(/^-{80}$/gm) ?? [];
    assert.ok(
      (notices.match(/permission is hereby granted|redistribution and use in source and binary forms/gi) ?? [])
        .length >= packages.length,
    );
    // The command line has a package and notices of its own.
    const ofCommandLine = ['commander', 'https-proxy-agent', 'proxy-from-env'];
    for (const name of Object.keys(manifest.dependencies)) {
      assert.equal(notices.includes(`\n${name} `), !ofCommandLine.includes(name), name);
    }
  });

  it('holds no map inside its code, and no path of this computer', () => {
    for (const { name, text } of files.filter((file) => /\.(?:cjs|js|css)$/.test(file.name))) {
      assert.ok(!/sourceMappingURL|sourcesContent/.test(text), name);
      assert.ok(!text.includes(extensionPath), name);
    }
  });

  it('has a package.json that runs nothing when it is installed or removed', () => {
    const {
      scripts = {},
      main,
      ...rest
    } = JSON.parse(textOf('extension/package.json')) as {
      scripts?: Record<string, string>;
      main: string;
      version: string;
    };
    const hooks = Object.keys(scripts).filter((name) => /install|^vscode:|^prepare$|publish/.test(name));
    assert.deepEqual(hooks, []);
    assert.equal(rest.version, manifest.version);
    textOf(`extension/${main.replace('./', '')}`);
  });

  it('starts with code that can neither reach the network nor sign', () => {
    const codeOf = (name: string): string => textOf(`extension/dist/${name}`);
    const start = withShared('extension.cjs', codeOf);
    assert.deepEqual(start.needs, ['./window.cjs', 'vscode']);
    // Folders are looked into before what works with them is loaded.
    const local = ['crypto', 'events', 'fs', 'fs/promises', 'path', 'timers/promises'].map((name) => `node:${name}`);
    const late = [
      './bulk.cjs',
      './callers.cjs',
      './form.cjs',
      './guide.cjs',
      './handover.cjs',
      './history.cjs',
      './journal.cjs',
      './online.cjs',
      './practice.cjs',
      './timers.cjs',
    ];
    const window = withShared('window.cjs', codeOf);
    assert.deepEqual(window.needs, [...late, ...local, 'vscode']);
    for (const { text } of [start, window]) {
      assert.ok(!/\bimport\(|\bfetch\(|XMLHttpRequest|WebSocket|getBuiltinModule/.test(text));
    }
    // What would be seen, if it were there.
    assert.ok(withShared('online.cjs', codeOf).needs.includes('node:http'));
  });

  it('names in its code nothing that starts a campaign, the simulator aside', () => {
    const twin = ['pl', 'ay'].join('');
    const ours = files.filter(({ name }) => name.endsWith('.cjs') && !name.endsWith('/practice.cjs'));
    for (const { name, text } of ours) {
      assert.ok(!new RegExp(`trigger=${twin}|['"\`]${twin}['"\`]`).test(text), name);
    }
    assert.ok(ours.length > 9);
  });

  it('shows no picture that is not in it', () => {
    const shown = textOf('extension/readme.md').match(/!\[[^\]]*\]\((?!https:)/g);
    assert.deepEqual(shown, null);
  });
});
