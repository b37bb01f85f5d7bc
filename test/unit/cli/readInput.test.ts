import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';

import { readInput } from '../../../src/cli/readInput.ts';
import type { Surroundings } from '../../../src/cli/surroundings.ts';

const { signal: never } = new AbortController();

function inputOf(...chunks: readonly (string | Buffer)[]): {
  readonly stdin: Surroundings['stdin'];
  readonly end: () => void;
} {
  const stream = new PassThrough();
  for (const chunk of chunks) stream.write(chunk);
  return { stdin: stream as unknown as Surroundings['stdin'], end: () => void stream.end() };
}

function whole(...chunks: readonly (string | Buffer)[]): Surroundings['stdin'] {
  const { stdin, end } = inputOf(...chunks);
  end();
  return stdin;
}

describe('A secret on standard input', () => {
  it('is one line, whatever it ends with, and in whatever pieces it comes', async () => {
    for (const text of ['secret', 'secret\n', 'secret\r\n', '\uFEFFsecret\r\n', '  secret \t\n\n']) {
      assert.equal(await readInput(whole(text), never), 'secret');
    }
    assert.equal(await readInput(whole(Buffer.from('sé').subarray(0, 2), Buffer.from('sé').subarray(2)), never), 'sé');
  });

  it('is not waited for longer than it may take', async () => {
    const { stdin } = inputOf('sec');
    await assert.rejects(readInput(stdin, never, 50), {
      code: 'wrongUse',
      message: 'Standard input did not end within 0.05 s.',
    });
    assert.ok(stdin.destroyed);
  });

  it('is not waited for once the program is cancelled, before or meanwhile', async () => {
    await assert.rejects(readInput(inputOf('sec').stdin, AbortSignal.abort()), { code: 'cancelled' });
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 20);
    await assert.rejects(readInput(inputOf('sec').stdin, cancel.signal), { code: 'cancelled' });
  });

  it('is refused where the input breaks off with an error', async () => {
    const { stdin } = inputOf('sec');
    setTimeout(() => stdin.destroy(new Error('EIO')), 20);
    await assert.rejects(readInput(stdin, never), { code: 'wrongUse', message: 'Standard input could not be read.' });
  });
});
