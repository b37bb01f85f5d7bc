import assert from 'node:assert/strict';
import { runningCampaignId, startSimulator } from '../../../src/practice/index.ts';
import { readStatus, send, statusTarget } from './practiceClient.ts';
import { withSimulator } from './practiceSuite.ts';

const rateLimitText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

describe('practice: rate limit', () => {
  const { simulator, clock } = withSimulator({ rateLimitPerMinute: 3 });
  const read = async (): Promise<number> => (await readStatus(simulator(), runningCampaignId)).status;

  it('answers 429 with the documented text past the limit', async () => {
    assert.deepEqual([await read(), await read(), await read()], [200, 200, 200]);
    const { status, json, headers } = await readStatus(simulator(), runningCampaignId);
    assert.equal(status, 429);
    assert.deepEqual(json, { errors: [{ msg: rateLimitText, code: 429 }] });
    assert.equal(headers['retry-after'], undefined);
  });

  it('slides: a request is forgotten a minute after it came', async () => {
    await read();
    clock.ms += 30_000;
    await read();
    await read();
    assert.equal(await read(), 429);
    clock.ms += 30_000;
    assert.equal(await read(), 200);
    assert.equal(await read(), 429);
  });

  it('does not count what it refused, nor what did not sign in', async () => {
    for (let i = 0; i < 5; i++) {
      await send(simulator().origin, { target: statusTarget(simulator(), runningCampaignId) });
    }
    assert.deepEqual([await read(), await read(), await read(), await read(), await read()], [200, 200, 200, 429, 429]);
    clock.ms += 60_000;
    assert.equal(await read(), 200);
  });

  it('lets 60 in by default, and everything when it is off', async () => {
    for (const [options, expected] of [
      [{}, 429],
      [{ rateLimitPerMinute: null }, 200],
    ] as const) {
      const other = await startSimulator({ now: () => clock.ms, ...options });
      try {
        const statuses = await Promise.all(Array.from({ length: 60 }, () => readStatus(other, runningCampaignId)));
        assert.ok(statuses.every(({ status }) => status === 200));
        assert.equal((await readStatus(other, runningCampaignId)).status, expected);
      } finally {
        await other.close();
      }
    }
  });
});
