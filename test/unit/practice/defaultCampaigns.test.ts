import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { runningCampaignId } from '../../../src/practice/index.ts';
import { defaultCampaigns } from '../../../src/practice/defaultCampaigns.ts';
import { held, list, readStatus, stop } from './practiceClient.ts';
import { startMs, withSimulator } from './practiceSuite.ts';

const campaigns = defaultCampaigns(startMs);
const idOf = (name: RegExp): string => campaigns.find((one) => name.test(one.name))?.id ?? '';
const [slow, refused, goesOn] = [idOf(/answers slowly/), idOf(/stop is refused/), idOf(/goes on/)];

describe('practice: the campaigns a person finds', () => {
  const { simulator, clock } = withSimulator();
  const stateOf = (id: string) => held(simulator(), id).status;

  it('are one to begin with, clones of its name, what waits, what repeats, what has ended', () => {
    const named = campaigns.filter(({ name }) => name === 'Black Friday blast').map(({ id, status }) => [id, status]);
    assert.deepEqual(named[0], [runningCampaignId, 'Active']);
    assert.deepEqual(
      named.slice(1).map(([, status]) => status),
      ['Stopped', 'Paused'],
    );
    const scheduled = campaigns.filter(({ schedule }) => schedule.isSchedulingEnabled);
    assert.deepEqual(
      scheduled.map(({ name, schedule }) => [name, schedule.isRecurrenceEnabled]),
      [
        ['Weekly digest', true],
        ['Christmas opening hours', false],
      ],
    );
    assert.equal(campaigns.filter(({ status }) => status === 'Completed').length, 1);
    assert.equal(new Set(campaigns.map(({ id }) => id)).size, campaigns.length);
  });

  it('list the one to begin with before all others that send', async () => {
    const { json } = await list(simulator(), { type: 'sms', filters: { status: ['Active'] } });
    const { results } = (json as { data: { results: readonly { id: string }[] } }).data;
    assert.deepEqual(
      results.map(({ id }) => id),
      [runningCampaignId, slow, refused, goesOn],
    );
  });

  it('have one whose stop works and is answered slowly', async () => {
    const pending = assert.rejects(stop(simulator(), slow));
    while (stateOf(slow) !== 'Stopped') await delay(1);
    assert.equal(simulator().state().requests.at(-1)?.status, null);
    assert.equal((await readStatus(simulator(), slow)).status, 200);
    await simulator().close();
    await pending;
  });

  it('have one whose stop is refused', async () => {
    const { status, json } = await stop(simulator(), refused);
    assert.equal(status, 409);
    assert.deepEqual(json, { errors: [{ msg: 'The campaign is locked by its owner.', code: 409 }] });
    assert.equal(stateOf(refused), 'Active');
  });

  it('have one that says Stopped and goes on counting', async () => {
    const { status, json } = await stop(simulator(), goesOn);
    assert.deepEqual([status, (json as { status: string }).status], [200, 'Stopped']);
    const before = held(simulator(), goesOn).totalMessagesSent;
    clock.ms += 60_000;
    const { status: state, totalMessagesSent } = held(simulator(), goesOn);
    assert.deepEqual([state, totalMessagesSent], ['Active', before + 200]);
  });

  it('leave the others alone, and give way to what is ordered for all', async () => {
    assert.equal((await stop(simulator(), runningCampaignId)).status, 200);
    simulator().misbehave({ kind: 'answer', call: 'stop', status: 503 });
    assert.equal((await stop(simulator(), refused)).status, 503);
    simulator().misbehave(undefined);
    assert.equal((await stop(simulator(), refused)).status, 409);
  });
});
