import assert from 'node:assert/strict';
import { runningCampaignId } from '../../../src/practice/index.ts';
import { base, held, readStatus, send, signedHeaders, stop, stopTarget } from './practiceClient.ts';
import { startMs, withSimulator } from './practiceSuite.ts';

describe('practice: stop', () => {
  const { simulator, clock } = withSimulator();

  const byStatus = (status: string): string => {
    const found = simulator()
      .state()
      .campaigns.find((campaign) => campaign.status === status);
    assert.ok(found);
    return found.id;
  };
  const post = (target: string, body = '{}') =>
    send(simulator().origin, { target, headers: signedHeaders(simulator()), body });

  it('answers as documented and ends the counting', async () => {
    clock.ms += 60_000;
    assert.equal(held(simulator(), runningCampaignId).totalMessagesSent, 41_203 + 310);
    const { status, json } = await stop(simulator(), runningCampaignId);
    assert.equal(status, 200);
    assert.deepEqual(json, {
      status: 'Stopped',
      message: 'Campaign Stopped',
      updatedAt: new Date(startMs + 60_000).toISOString(),
      campaignExecutionType: 'NORMAL',
    });
    clock.ms += 3_600_000;
    const { status: state, totalMessagesSent } = held(simulator(), runningCampaignId);
    assert.deepEqual({ state, totalMessagesSent }, { state: 'Stopped', totalMessagesSent: 41_513 });
  });

  for (const state of ['Active', 'Preparing', 'Scheduled', 'Ready']) {
    it(`stops a campaign that is ${state}`, async () => {
      const id = byStatus(state);
      assert.equal((await stop(simulator(), id)).status, 200);
      assert.equal(held(simulator(), id).status, 'Stopped');
      assert.deepEqual((await readStatus(simulator(), id)).json, {
        status: 'success',
        data: { id, status: 'Stopped', name: held(simulator(), id).name },
      });
    });
  }

  for (const state of ['Stopped', 'Completed']) {
    it(`answers 400 with a reason to a stop of one that is ${state}`, async () => {
      const { status, json } = await stop(simulator(), byStatus(state));
      assert.equal(status, 400);
      const msg = `The campaign cannot be stopped: it is already ${state}.`;
      assert.deepEqual(json, { errors: [{ msg, code: 400 }] });
    });
  }

  it('answers 404 to the single slash', async () => {
    const target = stopTarget(simulator(), runningCampaignId).replace('//trigger', '/trigger');
    assert.equal((await post(target)).status, 404);
    assert.equal(held(simulator(), runningCampaignId).status, 'Active');
  });

  for (const [what, from, to] of [
    ['a triple slash', '//trigger', '///trigger'],
    ['an encoded slash', '//trigger', '/%2Ftrigger'],
    ['dot segments', '//trigger', '/x/..//trigger'],
    ['another letter case', '//trigger', '//Trigger'],
    ['a trailing slash', '?', '/?'],
  ] as const) {
    it(`answers 404 to ${what}`, async () => {
      assert.equal((await post(stopTarget(simulator(), runningCampaignId).replace(from, to))).status, 404);
    });
  }

  it('answers 404 to another method on the stop path', async () => {
    const target = stopTarget(simulator(), runningCampaignId);
    const { status } = await send(simulator().origin, { method: 'GET', target, headers: signedHeaders(simulator()) });
    assert.equal(status, 404);
  });

  for (const trigger of ['trigger=play', 'trigger=', 'trigger=STOP', 'trigger=stop&trigger=play', 'x=1']) {
    it(`answers 400 to ${trigger} and starts nothing`, async () => {
      const id = byStatus('Ready');
      const target = stopTarget(simulator(), id).replace('trigger=stop', trigger);
      assert.equal((await post(target)).status, 400);
      assert.equal(held(simulator(), id).status, 'Ready');
    });
  }

  it('answers 400 to another campaign type', async () => {
    const target = stopTarget(simulator(), runningCampaignId).replace('campaignType=sms', 'campaignType=voice');
    assert.equal((await post(target)).status, 400);
  });

  it('answers 404 to a campaign it does not have', async () => {
    assert.equal((await stop(simulator(), 'cd-00000000-0000-5000-8000-000000000000')).status, 404);
  });

  for (const body of ['', 'not json', '{']) {
    it(`answers 400 to the body ${JSON.stringify(body)}`, async () => {
      assert.equal((await post(stopTarget(simulator(), runningCampaignId), body)).status, 400);
      assert.equal(held(simulator(), runningCampaignId).status, 'Active');
    });
  }

  it('answers 404 outside the documented paths', async () => {
    assert.equal((await post(`${base(simulator())}/trigger`)).status, 404);
    assert.equal((await post('/')).status, 404);
  });

  it('answers 413 to a body over 1 MiB', async () => {
    const body = JSON.stringify('x'.repeat(1024 * 1024));
    assert.equal((await post(stopTarget(simulator(), runningCampaignId), body)).status, 413);
  });
});
