import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { helpAfter } from '../../../src/cli/helpText.ts';
import { runningCampaignId, startSimulator, type Simulator } from '../../../src/practice/index.ts';
import { builtCli } from '../support/cliRuns.ts';

const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');

/** The first code block of that kind in the README's part about the command line. */
function block(kind: string): string {
  const part = /\n## Command line\n([^]*?)\n## /.exec(readme)?.[1] ?? '';
  const found = new RegExp(`\n\`\`\`${kind}\n([^]*?)\n\`\`\`\n`).exec(part)?.[1];
  assert.ok(found !== undefined, `no ${kind} in the README`);
  return found;
}

/** The command of the step in the workflow, without its indent. */
const stepScript = (): string => block('yaml').split('run: |\n')[1]?.replace(/^ {4}/gm, '') ?? '';

describe('The README, about the command line', () => {
  it('has what the help says of credentials and exit codes, word for word', () => {
    const told = block('text');
    assert.match(told, /^Credential [^]*\nExit codes of stop:\n[^]*\n {2}The other commands: /);
    assert.ok(helpAfter.startsWith(`\n${told}\n`));
  });
});

(process.platform === 'win32' ? describe.skip : describe)('The recipe of the README for a pipeline', function () {
  this.timeout(60_000);
  let folder = '';
  let kore: Simulator;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kore-recipe-'));
    const program = await builtCli();
    await chmod(program, 0o755);
    await symlink(program, join(folder, 'kore-campaigns'));
    await writeFile(join(folder, 'recipe.sh'), block('sh'));
    await writeFile(join(folder, 'step.sh'), stepScript());
  });
  after(() => rm(folder, { recursive: true }));

  beforeEach(async () => {
    kore = await startSimulator();
    await writeFile(join(folder, 'streams.json'), JSON.stringify([{ ...kore.stream, name: 'Tests' }]));
  });
  afterEach(() => kore.close());

  /** Runs it in a folder whose tests end with that code; `-e` as a workflow's shell does. */
  async function pipeline(script: string, tests: string, variables: Readonly<Record<string, string>> = {}) {
    const path = join(folder, 'run-tests.sh');
    await writeFile(path, `#!/bin/sh\n${tests}\n`);
    await chmod(path, 0o755);
    const { clientId, clientSecret } = kore.credential;
    const child = spawn('sh', script === 'step.sh' ? ['-e', script] : [script], {
      cwd: folder,
      env: {
        PATH: `${folder}:${process.env.PATH ?? ''}`,
        CAMPAIGN: runningCampaignId,
        KORE_CLIENT_ID: clientId,
        KORE_CLIENT_SECRET: clientSecret,
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number | null];
    const state = kore.state().campaigns.find(({ id }) => id === runningCampaignId)?.status;
    return { code, said, state };
  }

  it('ends as the tests did, with the campaign stopped: after tests that passed, and that failed', async () => {
    for (const code of [0, 7]) {
      const done = await pipeline('recipe.sh', `exit ${code}`);
      assert.deepEqual([done.code, done.state], [code, 'Stopped'], done.said);
      assert.match(done.said, /The campaign is stopped\.\n$/);
    }
  });

  it('stops the campaign of tests that were interrupted', async () => {
    const done = await pipeline('recipe.sh', 'kill -INT $PPID; exit 0');
    assert.deepEqual([done.code, done.state], [130, 'Stopped'], done.said);
  });

  it('fails, and says why, where the campaign may still be sending', async () => {
    kore.misbehave({ kind: 'answer', call: 'stop', status: 403 });
    const done = await pipeline('recipe.sh', 'exit 0');
    assert.deepEqual([done.code, done.state], [1, 'Active']);
    assert.match(done.said, /The campaign may still be sending \(1\)\.\n$/);
  });

  it('fails, and says why, where it is set up wrongly', async () => {
    const done = await pipeline('recipe.sh', 'exit 0', { KORE_CLIENT_SECRET: '' });
    assert.deepEqual([done.code, done.state], [1, 'Active']);
    assert.match(done.said, /KORE_CLIENT_SECRET is empty\. In a pipeline: is the secret defined/);
    assert.match(done.said, /The stop is set up wrongly: nothing was sent\.\n$/);
  });

  it('works as the step of a workflow: passes when stopped, warns when not confirmed, fails else', async () => {
    kore.misbehave({ kind: 'answer', call: 'status', status: 403 });
    const unconfirmed = await pipeline('step.sh', '');
    assert.deepEqual([unconfirmed.code, unconfirmed.state], [0, 'Stopped']);
    assert.ok(unconfirmed.said.includes(`::warning::The stop of ${runningCampaignId} is not confirmed`));
    kore.misbehave(undefined);
    assert.equal((await pipeline('step.sh', '')).code, 0);
    const failed = await pipeline('step.sh', '', { KORE_AUTH: 'x' });
    assert.equal(failed.code, 1);
    assert.ok(failed.said.includes(`::error::${runningCampaignId} may still be sending (2)`));
  });
});
