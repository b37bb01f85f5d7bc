import assert from 'node:assert/strict';

import type { HeldStop, StopOrder } from '../../../../src/stop/outcome.ts';
import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import type { CredentialLookup, FoundCredential } from '../../../../src/ui/credentials/credentialStore.ts';
import { RowHold, type RowHoldPorts } from '../../../../src/ui/stopping/rowHold.ts';
import { orderAt, secretCredential } from '../../support/orders.ts';
import { virtualTime } from '../../support/virtualTime.ts';
import { campaign } from '../support.ts';

const first = campaign;
const second: KnownCampaign = { ...campaign, id: 'cd-second' };
const practice: KnownCampaign = { ...campaign, id: 'cd-practice', stream: { ...campaign.stream, practice: true } };

/** A picker whose rows are highlighted by the test; `holds` is all that was held, in order. */
function usePicker(more: Partial<RowHoldPorts> = {}) {
  const time = virtualTime(0);
  const holds: { readonly id: string; dropped: boolean }[] = [];
  const changes = new Set<() => void>();
  const store: { trial?: FoundCredential; read: () => Promise<CredentialLookup> } = {
    read: () => Promise.resolve({ kind: 'found', credential: secretCredential, keep: 'computer' }),
  };
  const holdStop = ({ campaignId }: StopOrder): HeldStop => {
    const one = { id: campaignId, dropped: false };
    holds.push(one);
    return { drop: () => void (one.dropped = true) };
  };
  const row = new RowHold({
    online: () => Promise.resolve({ holdStop, holdPracticeStop: holdStop }),
    credentials: {
      find: () => (store.trial === undefined ? store.read() : Promise.resolve(store.trial)),
      trialOf: () => store.trial,
      onDidChange: (listener) => {
        changes.add(listener);
        return { dispose: () => void changes.delete(listener) };
      },
    },
    asks: () => false,
    orderOf: ({ id }) => orderAt('https://kore.example', { campaignId: id }),
    sleep: time.sleep,
    ...more,
  });
  return {
    row,
    holds,
    store,
    listeners: () => changes.size,
    change: () => [...changes].forEach((tell) => tell()),
    pass: (ms: number) => time.runUntilSettled(time.sleep(ms)),
  };
}

describe('The stop of the row that is highlighted in the picker', () => {
  it('is made ready after a short rest, and is there with its credential for the stop of it', async () => {
    const { row, holds, pass } = usePicker();
    row.highlighted(first);
    await pass(249);
    assert.equal(holds.length, 0);
    await pass(1);
    assert.deepEqual(holds, [{ id: first.id, dropped: false }]);
    row.accepted();
    const ready = row.take(first);
    assert.ok(ready);
    assert.equal(ready.found.credential, secretCredential);
    assert.equal(row.take(first), undefined);
    await pass(60_000);
    assert.deepEqual(holds, [{ id: first.id, dropped: false }]);
  });

  it('is one at a time: the one before is dropped, and none is made for a row that was passed over', async () => {
    const { row, holds, pass } = usePicker();
    row.highlighted(first);
    await pass(300);
    row.highlighted(second);
    row.highlighted(first);
    row.highlighted(second);
    row.highlighted({ ...second });
    await pass(300);
    assert.deepEqual(holds, [
      { id: first.id, dropped: true },
      { id: second.id, dropped: false },
    ]);
  });

  it('is dropped when the picker is left, or no campaign is highlighted', async () => {
    const { row, holds, pass } = usePicker();
    row.highlighted(first);
    await pass(300);
    row.highlighted(undefined);
    row.highlighted(second);
    row.highlighted(undefined);
    await pass(1000);
    assert.deepEqual(holds, [{ id: first.id, dropped: true }]);
  });

  it('is dropped for another campaign, and when no stop followed', async () => {
    const { row, holds, pass } = usePicker();
    row.highlighted(first);
    await pass(300);
    assert.equal(row.take(second), undefined);
    row.highlighted(second);
    await pass(300);
    row.accepted();
    await pass(5000);
    assert.equal(row.take(second), undefined);
    assert.deepEqual(
      holds.map(({ dropped }) => dropped),
      [true, true],
    );
  });

  it('is not made where Enter asks first, for practice, or without a credential', async () => {
    const asking = usePicker({ asks: () => true });
    asking.row.highlighted(first);
    await asking.pass(1000);
    const { row, holds, pass } = usePicker();
    row.highlighted(practice);
    await pass(1000);
    const {
      row: without,
      holds: none,
      pass: passOn,
    } = usePicker({
      credentials: {
        find: () => Promise.resolve({ kind: 'none' }),
        trialOf: () => undefined,
        onDidChange: () => ({ dispose: () => undefined }),
      },
    });
    without.highlighted(first);
    await passOn(1000);
    assert.deepEqual([asking.holds, holds, none], [[], [], []]);
  });

  it('is dropped when a credential is set or removed', async () => {
    const { row, holds, pass, change } = usePicker();
    row.highlighted(first);
    await pass(300);
    change();
    assert.equal(row.take(first), undefined);
    assert.equal(holds[0]?.dropped, true);
  });

  it('is not made with a credential that was replaced while it was read', async () => {
    const { row, holds, store, listeners, pass, change } = usePicker();
    let answer: (found: FoundCredential) => void = () => undefined;
    store.read = () => new Promise((resolve) => (answer = resolve));
    row.highlighted(first);
    await pass(300);
    change();
    answer({ kind: 'found', credential: secretCredential, keep: 'computer' });
    await pass(300);
    assert.deepEqual([row.take(first), holds, listeners()], [undefined, [], 0]);
  });

  it('is dropped where another credential was put on trial meanwhile, and is there where that one signed it', async () => {
    const { row, holds, store, listeners, pass } = usePicker();
    row.highlighted(first);
    await pass(300);
    store.trial = {
      kind: 'found',
      credential: { kind: 'token', token: 'a-token' },
      keep: 'window',
      onTrial: 'computer',
    };
    assert.equal(row.take(first), undefined);
    row.highlighted(second);
    await pass(300);
    assert.equal(row.take(second)?.found, store.trial);
    assert.deepEqual(
      holds.map(({ dropped }) => dropped),
      [true, false],
    );
    assert.equal(listeners(), 0);
  });
});
