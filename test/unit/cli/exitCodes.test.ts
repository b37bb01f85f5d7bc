import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { worstExitCode } from '../../../src/cli/exitCodes.ts';
import { runCli } from '../support/cliRuns.ts';

describe('The exit code of a program that ends by itself', function () {
  this.timeout(30_000);

  it('is that of what is not known, never that of a stop', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kore-cli-'));
    const deaf = join(folder, 'deaf.cjs');
    // What is written is never answered, and nothing else is left to wait for.
    await writeFile(deaf, 'process.stdout.write = () => true;');
    const { code } = await runCli(['--version'], { env: { NODE_OPTIONS: `--require=${deaf}` } });
    await rm(folder, { recursive: true });
    assert.equal(code, 3);
  });
});

describe('The exit code of several stops', () => {
  it('is the worst of theirs: not stopped, unknown, not confirmed, stopped', () => {
    assert.equal(worstExitCode([0, 4, 3, 1]), 1);
    assert.equal(worstExitCode([0, 4, 3]), 3);
    assert.equal(worstExitCode([4, 0]), 4);
    assert.equal(worstExitCode([0, 0]), 0);
  });

  it('is never that of a success where there is none', () => {
    assert.equal(worstExitCode([]), 3);
  });
});
