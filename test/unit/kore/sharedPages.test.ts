import assert from 'node:assert/strict';

import { sharePages } from '../../../src/kore/sharedPages.ts';
import { row, rowsSaid, tokenAccess, virtualCalls } from '../support/virtualCalls.ts';

const byChange = { timeoutMs: 5000, newestBy: 'updatedAt' } as const;

describe('A page that several readers ask for', () => {
  const useCalls = (...answers: Parameters<typeof virtualCalls>) => {
    const calls = virtualCalls(...answers);
    const readPage = sharePages();
    return {
      calls,
      read: (signal?: AbortSignal, access = tokenAccess, options: object = byChange) =>
        readPage(access, calls.ports, { ...byChange, ...options, ...(signal === undefined ? {} : { signal }) }),
    };
  };
  const listed = (index: number) => rowsSaid([row({ totalMessagesSent: index })]);

  it('is read once for those who come together, and given to each', async () => {
    const { calls, read } = useCalls((_call, index) => listed(index));
    const pages = await calls.run(Promise.all([read(), read(), read()]));
    assert.equal(calls.seen.length, 1);
    for (const page of pages) assert.equal(page.kind === 'listed' && page.campaigns.length, 1);
  });

  it('is never one that was asked for before', async () => {
    const { calls, read } = useCalls((_call, index) => listed(index));
    const first = read();
    const second = calls.ports.sleep(101).then(() => read());
    const third = calls.run(Promise.all([first, second])).then(() => calls.run(read()));
    const pages = [...(await Promise.all([first, second])), await third];
    assert.deepEqual(
      pages.map((page) => page.kind === 'listed' && page.campaigns[0]?.sent),
      [0, 1, 2],
    );
  });

  it('is not shared once its request has left', async () => {
    const { calls, read } = useCalls((_call, index) => (index === 0 ? { silent: true } : listed(index)));
    const first = read();
    const second = calls.ports.sleep(1000).then(() => read());
    const [out, later] = await calls.run(Promise.all([first, second]));
    assert.deepEqual([out.kind, later.kind, calls.seen.length], ['failed', 'listed', 2]);
  });

  it('is another one for another stream, credential or order', async () => {
    const { calls, read } = useCalls((_call, index) => listed(index));
    const elsewhere = { ...tokenAccess, target: { ...tokenAccess.target, streamId: 'st-elsewhere' } };
    const otherToken = { ...tokenAccess, credential: { kind: 'token', token: 'another-token' } };
    await calls.run(
      Promise.all([
        read(),
        read(undefined, elsewhere as typeof tokenAccess),
        read(undefined, otherToken as typeof tokenAccess),
        read(undefined, tokenAccess, { newestBy: 'createdAt' }),
      ]),
    );
    assert.equal(calls.seen.length, 4);
  });

  it('goes on for the others when one leaves, and is given up when all have left', async () => {
    const { calls, read } = useCalls((_call, index) => listed(index));
    const leaves = new AbortController();
    const both = [read(leaves.signal), read()];
    leaves.abort();
    const [left, stayed] = await calls.run(Promise.all(both));
    assert.deepEqual([left?.kind, stayed?.kind, calls.seen.length], ['failed', 'listed', 1]);
    const all = new AbortController();
    const gone = [read(all.signal), read(all.signal)];
    all.abort();
    const ends = await calls.run(Promise.all(gone));
    assert.deepEqual(
      ends.map(({ kind }) => kind),
      ['failed', 'failed'],
    );
    assert.equal(calls.time.pendingSleeps(), 0);
  });

  it('is not read for one that has left before', async () => {
    const { calls, read } = useCalls((_call, index) => listed(index));
    assert.equal((await calls.run(read(AbortSignal.abort()))).kind, 'failed');
    assert.equal(calls.seen.length, 0);
  });

  it('tells all of them that it could not be read', async () => {
    const { calls, read } = useCalls(() => ({ status: 503 }));
    const pages = await calls.run(Promise.all([read(), read()]));
    assert.deepEqual(
      pages.map((page) => page.kind === 'failed' && page.httpStatus),
      [503, 503],
    );
  });
});
