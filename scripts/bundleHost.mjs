// What runs in the extension host: one file that activation loads, and beside it what is loaded on first use. Code
// that several of them need stands once, in files of its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build, transform } from 'esbuild';

const start = 'src/extension.ts';
const window = 'src/ui/window.ts';
/** What is loaded on first use, each a file of its own. All of it is loaded from the window. */
const late = {
  online: 'src/online.ts',
  practice: 'src/practice/index.ts',
  journal: 'src/stop/journal/index.ts',
  bulk: 'src/ui/stopping/bulk/index.ts',
  timers: 'src/ui/timers/index.ts',
  handover: 'src/ui/handover/index.ts',
  guide: 'src/ui/guide/index.ts',
  form: 'src/ui/webviews/form/index.ts',
  history: 'src/ui/webviews/history/index.ts',
  callers: 'src/ui/callers/index.ts',
};
/** Shared code of fewer bytes goes with the window: a file costs more than it saves. */
const ownFileFrom = 8000;

/**
 * Left out of what node-fetch brings: what Node 18 and later, so every VS Code here, has itself, and forms, which nothing
 * here sends or reads.
 */
const replaced = {
  'fetch-blob': 'export default Blob;',
  // What node-fetch passes on, and nobody takes.
  'fetch-blob/from.js': ['Blob', 'File', 'fileFrom', 'fileFromSync', 'blobFrom', 'blobFromSync']
    .map((name) => `export const ${name} = undefined;`)
    .join(''),
  'formdata-polyfill/esm.min.js': 'export class FormData {} export const formDataToBlob = undefined;',
};
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:formdata-polyfill|fetch-blob)/ }, ({ path }) => ({
      path,
      namespace: 'replaced',
    }));
    onLoad({ filter: /.*/, namespace: 'replaced' }, ({ path }) => ({ contents: replaced[path] }));
    onLoad({ filter: /node-fetch\/src\/body\.js$/ }, ({ path }) => {
      const [before, after, ...others] = readFileSync(path, 'utf8').split(
        "await import('./utils/multipart-parser.js')",
      );
      if (after === undefined || others.length > 0) throw new Error(`${path} is not as it was`);
      return { contents: `${before}{}${after}` };
    });
  },
};

/**
 * Lets each of these sources begin with an import of others. A late file that begins with the window, which is there
 * before it, has nothing of its own that the window has too.
 */
const withImports = (importsOf) => ({
  name: 'with-imports',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const imports = importsOf.get(path)?.map((other) => `import ${JSON.stringify(other)};`);
      return imports && { contents: imports.join('') + readFileSync(path, 'utf8'), loader: 'ts' };
    });
  },
});

/** Bundles all of it into `outdir` and gives esbuild's description of the outputs. */
export async function bundleHost({ outdir, plugins, ...common }) {
  const bundle = (importsOf, measures) =>
    build({
      ...common,
      outdir,
      entryPoints: { extension: start, window, ...late },
      outExtension: { '.js': '.cjs' },
      chunkNames: 'shared-[hash]',
      splitting: true,
      // esbuild splits nothing else; VS Code loads CommonJS.
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: ['vscode'],
      write: false,
      sourcemap: common.sourcemap && 'inline',
      ...measures,
      plugins: [withImports(importsOf), withoutUnused, ...plugins],
    });
  const uponWindow = new Map(Object.values(late).map((path) => [resolve(path), [resolve(window)]]));
  // The same files in every build: those that the packed one has.
  const { metafile } = await bundle(uponWindow, { minify: true, sourcemap: false });
  const small = Object.values(metafile.outputs)
    .filter(({ entryPoint, bytes }) => entryPoint === undefined && bytes < ownFileFrom)
    .flatMap(({ inputs }) => Object.keys(inputs).filter((path) => /^(?:src|node_modules)\//.test(path)));
  const result = await bundle(
    uponWindow.set(
      resolve(window),
      small.map((path) => resolve(path)),
    ),
  );
  return writeCommonJs(result, common);
}

async function writeCommonJs({ outputFiles, metafile }, { minify, sourcemap, legalComments }) {
  const bytes = new Map();
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      // Else each file ends with its names once more, for an `import` that nobody has.
      platform: 'neutral',
      target: 'node20',
      // VS Code loads with `require`.
      supported: { 'dynamic-import': false },
      charset: 'utf8',
      minify,
      legalComments,
      sourcefile: basename(path),
      sourcemap: sourcemap && 'inline',
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    bytes.set(basename(path), Buffer.byteLength(code));
  }
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, output]) => [
      join(path),
      { ...output, bytes: bytes.get(basename(path)) },
    ]),
  );
}
