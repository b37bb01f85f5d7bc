import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { extensionPackage } from '../../test/window/index.ts';
import { figureRow, type Row } from './row.ts';

const group = 'Size of the packaged extension';
const goalBytes = 150_000;
const picture = /\.(?:png|gif|jpe?g|svg)$/i;

interface Packed {
  readonly name: string;
  readonly bytes: number;
}

/** What the package weighs for whoever installs it, and what of that are pictures. */
export async function benchSize(): Promise<readonly Row[]> {
  const whole = (await stat(extensionPackage)).size;
  const files = await readPacked(extensionPackage);
  const weigh = (of: RegExp): number =>
    files.filter(({ name }) => of.test(name)).reduce((sum, { bytes }) => sum + bytes, 0);
  const without = whole - weigh(picture);
  return [
    figureRow(group, 'the whole .vsix', kilobytes(whole)),
    figureRow(group, 'without pictures', kilobytes(without), {
      text: `${goalBytes / 1000} kB or less`,
      met: without <= goalBytes,
    }),
    figureRow(group, 'of it, code for the extension host', kilobytes(weigh(/\.cjs$/))),
    figureRow(group, 'of it, code and styles for webviews', kilobytes(weigh(/dist\/.*\.(?:js|css)$/))),
  ];
}

async function readPacked(path: string): Promise<readonly Packed[]> {
  const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(path, { lazyEntries: true });
  return new Promise((resolve, reject) => {
    const files: Packed[] = [];
    zip.on('entry', ({ fileName, compressedSize }: yauzl.Entry) => {
      files.push({ name: fileName, bytes: compressedSize });
      zip.readEntry();
    });
    zip.on('end', () => resolve(files));
    zip.on('error', reject);
    zip.readEntry();
  });
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
