import assert from 'node:assert/strict';

import { checkNow } from '../../../../src/stop/afterwards/checkNow.ts';
import type { KorePorts } from '../../../../src/kore/caller.ts';
import { ids } from '../../support/orders.ts';
import { row, rowsSaid, statusSaid, tokenAccess, virtualCalls, type Said } from '../../support/virtualCalls.ts';

const at = '2026-11-23T02:10:45.000Z';

describe('Checking now', () => {
  async function run(status: Said, list: Said, ports: Partial<KorePorts> = {}) {
    const calls = virtualCalls(({ url }) => (url.includes('view=status') ? status : list), ports);
    return calls.run(checkNow(tokenAccess, ids.campaignId, calls.ports));
  }

  it('tells the state by the status call, with the count and schedule of the row', async () => {
    const list = rowsSaid([row({ status: 'Active', schedule: { isRecurrenceEnabled: true } })]);
    const checked = await run(statusSaid('Stopped'), list);
    assert.ok(checked.kind === 'read');
    assert.deepEqual(checked.fact, { kind: 'read', at, state: 'Stopped', sent: 41_690, restarts: true });
    assert.equal(checked.row?.name, 'Black Friday blast');
  });

  it('tells the state alone when there is no row', async () => {
    for (const list of [rowsSaid([]), { status: 403 }, { silent: true } as const]) {
      const checked = await run(statusSaid('Stopped'), list);
      assert.deepEqual(checked, { kind: 'read', fact: { kind: 'read', at, state: 'Stopped' } });
    }
  });

  it('takes the row’s state where the status cannot be read', async () => {
    const checked = await run({ status: 500 }, rowsSaid([row({ status: 'Paused' })]));
    assert.ok(checked.kind === 'read' && checked.fact.state === 'Paused');
  });

  it('tells why the status could not be read when there is no row either', async () => {
    const checked = await run({ status: 403 }, rowsSaid([]));
    assert.ok(checked.kind === 'failed');
    assert.deepEqual([checked.reason, checked.httpStatus], ['forbidden', 403]);
  });

  it('goes in the lane of what a person waits for', async () => {
    const lanes: string[] = [];
    const budget: KorePorts['budget'] = {
      take: (_account, lane) => {
        lanes.push(lane);
        return Promise.resolve();
      },
    };
    await run(statusSaid('Stopped'), rowsSaid([row()]), { budget });
    assert.deepEqual(lanes, ['confirm', 'confirm']);
  });
});
