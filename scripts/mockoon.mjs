import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildInCache, cacheFolder } from './cache.mjs';
import { mustRun, root } from './run.mjs';

const recipe = join(root, 'test', 'mockoon');

/** The program to run with Node. */
export function mockoonEntry() {
  return join(cacheFolder('mockoon', recipe), 'node_modules', '@mockoon', 'cli', 'bin', 'run.js');
}

/** Whether the mock server is complete: it is moved to its place only when it is. */
export function mockoonIsThere() {
  return existsSync(cacheFolder('mockoon', recipe));
}

export function buildMockoon() {
  return buildInCache(cacheFolder('mockoon', recipe), recipe, (parts) =>
    mustRun('npm', ['ci', '--ignore-scripts'], { cwd: parts }),
  );
}
