import assert from 'node:assert/strict';
import { runningCampaignId, startSimulator } from '../../../src/practice/index.ts';
import { held, send, signedHeaders, stopTarget, token } from './practiceClient.ts';
import { startMs, withSimulator } from './practiceSuite.ts';

describe('practice: sign-in', () => {
  const { simulator, clock } = withSimulator();
  const nowSeconds = startMs / 1000;

  const stopWith = async (headers: Record<string, string | undefined>, target?: string): Promise<number> => {
    const all = Object.entries({ ...signedHeaders(simulator()), ...headers }).filter(
      ([, value]) => value !== undefined,
    );
    const { status, json } = await send(simulator().origin, {
      target: target ?? stopTarget(simulator(), runningCampaignId),
      headers: Object.fromEntries(all),
    });
    if (status !== 200) {
      assert.equal((json as { errors: unknown[] }).errors.length, 1);
      assert.equal(held(simulator(), runningCampaignId).status, 'Active');
    }
    return status;
  };

  for (const algorithm of ['HS256', 'HS384', 'HS512'] as const) {
    it(`takes a token signed with ${algorithm}`, async () => {
      const exp = nowSeconds + 60;
      assert.equal(await stopWith({ auth: token(simulator(), { exp }, { algorithm }) }), 200);
    });
  }

  it('takes the account header in any case', async () => {
    const accountId = simulator().stream.accountId;
    assert.equal(await stopWith({ accountid: undefined, AccountId: accountId }), 200);
  });

  it('answers 401 without a token, and to one with Bearer before it', async () => {
    assert.equal(await stopWith({ auth: undefined }), 401);
    assert.equal(await stopWith({ auth: `Bearer ${token(simulator())}` }), 401);
    assert.equal(await stopWith({ auth: 'not a token' }), 401);
  });

  it('answers 401 to another secret, another client id, no subject, and no signature', async () => {
    const other = 'a visibly fake secret of more than 32 bytes';
    assert.equal(await stopWith({ auth: token(simulator(), {}, { secret: other }) }), 401);
    assert.equal(await stopWith({ auth: token(simulator(), { appId: 'cs-other' }) }), 401);
    assert.equal(await stopWith({ auth: token(simulator(), { appId: undefined, appid: 'x' }) }), 401);
    assert.equal(await stopWith({ auth: token(simulator(), { sub: '' }) }), 401);
    assert.equal(await stopWith({ auth: token(simulator(), {}, { algorithm: 'none', secret: '' }) }), 401);
  });

  it('answers 401 once the token has expired by its own clock', async () => {
    const auth = token(simulator(), { exp: nowSeconds + 60 });
    clock.ms += 61_000;
    assert.equal(await stopWith({ auth }), 401);
  });

  it('tells the time of its own clock in the Date header', async () => {
    clock.ms += 600_000;
    const { headers } = await send(simulator().origin, { target: '/' });
    assert.equal(headers.date, new Date(startMs + 600_000).toUTCString());
  });

  it('answers 400 without the account or the iid header', async () => {
    assert.equal(await stopWith({ accountid: undefined }), 400);
    assert.equal(await stopWith({ iid: undefined }), 400);
  });

  it('answers 403 to another account, in the header or in the query', async () => {
    assert.equal(await stopWith({ accountid: '0'.repeat(24) }), 403);
    const target = stopTarget(simulator(), runningCampaignId);
    assert.equal(await stopWith({}, target.replace(/accountId=\w+/, 'accountId=other')), 403);
  });

  it('answers 400 without the account in the query', async () => {
    const target = stopTarget(simulator(), runningCampaignId);
    assert.equal(await stopWith({}, target.replace(/accountId=\w+&/, '')), 400);
  });

  it('answers 404 to another stream and 403 to another iid', async () => {
    const target = stopTarget(simulator(), runningCampaignId);
    const { streamId } = simulator().stream;
    assert.equal(await stopWith({}, target.replace(streamId, 'st-other')), 404);
    assert.equal(await stopWith({ iid: 'st-other' }), 403);
  });

  it('makes a secret of at least 32 bytes, another one each time', async () => {
    const second = await startSimulator();
    await second.close();
    const { clientSecret } = second.credential;
    assert.ok(Buffer.byteLength(clientSecret) >= 32);
    assert.notEqual(clientSecret, simulator().credential.clientSecret);
  });
});
