import assert from 'node:assert/strict';

import { DraftKeeper } from '../../../../../src/ui/webviews/form/draftKeeper.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Writes as VS Code does: all of it at once, a moment later, and then takes over what was written. */
class Memory {
  stored: Readonly<Record<string, unknown>> = {};
  writes = 0;
  fails = false;
  #state: Readonly<Record<string, unknown>> = {};

  readonly get = (key: string): unknown => this.#state[key];

  readonly update = async (key: string, value: unknown): Promise<void> => {
    this.#state = { ...this.#state, [key]: value };
    this.writes += 1;
    await tick();
    if (this.fails) throw new Error('disk full');
    const sent = this.#state;
    await tick();
    this.stored = sent;
    this.#state = sent;
  };
}

describe('the keeping of a half-filled form', () => {
  it('ends with what was typed last, however fast it was typed', async () => {
    const memory = new Memory();
    const keeper = new DraftKeeper(memory);
    const text = 'Half typed';
    for (let end = 1; end <= text.length; end += 1) {
      void keeper.keep('draft', text.slice(0, end));
      if (end % 3 === 0) await tick();
    }
    await keeper.keep('other', 'as well');
    assert.deepEqual(memory.stored, { draft: text, other: 'as well' });
    assert.ok(memory.writes < text.length, `${memory.writes} writes`);
    assert.equal(keeper.get('draft'), text);
  });

  it('knows at once what it has not written yet, and forgets what is no longer wanted', async () => {
    const memory = new Memory();
    const keeper = new DraftKeeper(memory);
    const first = keeper.keep('draft', 1);
    const second = keeper.keep('draft', undefined);
    assert.equal(keeper.get('draft'), undefined);
    await Promise.all([first, second]);
    assert.deepEqual(memory.stored, { draft: undefined });
  });

  it('goes on after a write that failed', async () => {
    const memory = new Memory();
    const keeper = new DraftKeeper(memory);
    memory.fails = true;
    await keeper.keep('draft', 1);
    memory.fails = false;
    await keeper.keep('draft', 2);
    assert.deepEqual(memory.stored, { draft: 2 });
  });
});
