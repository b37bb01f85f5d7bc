import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { root } from './run.mjs';

/** The part of esbuild's metafile that is read; `dist/meta.json` is one. */
export interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly bytes: number; readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}

/** What a bundle is made of: a package of others, or this project. */
export interface Part {
  readonly name: string;
  /** Of the package, relative to the root; undefined for this project's own sources. */
  readonly folder?: string;
  readonly bytes: number;
}

export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  /** The largest first; what leaves no byte in the bundle is not in it. */
  readonly parts: readonly Part[];
}

const packageOfPath = /^(.*\bnode_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** What each bundle contains, by package. */
export function readBundles({ outputs }: Metafile): readonly Bundle[] {
  return Object.entries(outputs)
    .filter(([file]) => /\.(?:cjs|mjs|js|css)$/.test(file))
    .map(([file, { bytes, inputs }]) => {
      const parts = new Map<string, Part>();
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        if (bytesInOutput === 0) continue;
        const [, folder, name = 'kore-campaigns'] = packageOfPath.exec(path) ?? [];
        const key = folder ?? '';
        const before = parts.get(key)?.bytes ?? 0;
        parts.set(key, { name, ...(folder === undefined ? {} : { folder }), bytes: before + bytesInOutput });
      }
      return { file, bytes, parts: [...parts.values()].sort((one, other) => other.bytes - one.bytes) };
    });
}

/** Another's package that is in a bundle, with the licence that it comes under. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json names it. */
  readonly license: string;
  /** Empty when it carries none. */
  readonly licenseText: string;
}

/** Every package that is in any bundle, once, by name. */
export function readPackages(bundles: readonly Bundle[]): readonly BundledPackage[] {
  const folders = new Set(bundles.flatMap(({ parts }) => parts.flatMap(({ folder }) => folder ?? [])));
  return [...folders]
    .map((folder) => readPackage(resolve(root, folder)))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: unknown;
  };
  const license = typeof manifest.license === 'string' ? manifest.license : '';
  return { name: manifest.name, version: manifest.version, license, licenseText: readLicense(folder) };
}

/** The licence's own file, else what stands under its heading in the readme: some packages have it only there. */
function readLicense(folder: string): string {
  const files = readdirSync(folder);
  const own = files.find((file) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(file));
  if (own !== undefined) return readFileSync(join(folder, own), 'utf8').trim();
  const readme = files.find((file) => /^readme\.md$/i.test(file));
  if (readme === undefined) return '';
  const text = readFileSync(join(folder, readme), 'utf8').replaceAll('\r\n', '\n');
  const [, under = ''] = /^(?:#+\s*licen[cs]e\s*|licen[cs]e\n-+)\n([\s\S]+?)(?=\n#|(?![\s\S]))/im.exec(text) ?? [];
  return under.trim();
}

/** The bundles of the last build of the extension. */
export function readLastBuild(): readonly Bundle[] {
  return readBuild('dist');
}

/** The bundles of the last build that went into a folder. */
export function readBuild(folder: string): readonly Bundle[] {
  return readBundles(JSON.parse(readFileSync(join(root, folder, 'meta.json'), 'utf8')) as Metafile);
}
