import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import nodeFetch from 'node-fetch';
import { split } from 'shlex';

import { asCurl } from '../../../src/kore/curl.ts';
import { statusRequest, stopRequest } from '../../../src/kore/endpoints.ts';
import { exchange } from '../../../src/kore/transport.ts';
import { reply } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids } from '../support/orders.ts';
import { headerValues, useRecorders } from '../support/recorder.ts';

describe('asCurl', () => {
  const startRecorder = useRecorders();
  const target = (origin: string) => ({ origin, accountId: ids.accountId, streamId: ids.streamId, iid: 'st-app' });

  it('is the same request as ours, when a shell runs it', async () => {
    const recorder = await startRecorder(reply(200, '{}'));
    const token = "not a real token's $(text)";
    for (const request of [
      stopRequest(target(recorder.origin), ids.campaignId),
      statusRequest(target(recorder.origin), 'cd-1'),
    ]) {
      await exchange(request, token, fakeClock(nodeFetch), { timeoutMs: 5000 });
      const env = { ...process.env, KORE_AUTH: token, no_proxy: '*' };
      await promisify(execFile)('sh', ['-c', asCurl(request)], { env });
      const [ours, theirs] = recorder.requests.slice(-2);
      assert.ok(ours && theirs);
      assert.deepEqual([theirs.method, theirs.target, theirs.body], [ours.method, ours.target, ours.body]);
      for (const name of ['auth', 'accountid', 'iid', 'content-type']) {
        assert.deepEqual(headerValues(theirs, name), headerValues(ours, name), name);
        assert.equal(headerValues(theirs, name).length, 1, name);
      }
    }
  }).timeout(30_000);

  it('names the token by its variable alone', () => {
    const words = split(asCurl(stopRequest(target('https://platform.kore.ai'), ids.campaignId)));
    assert.deepEqual(
      words.filter((word) => word.startsWith('auth')),
      ['auth: $KORE_AUTH'],
    );
  });
});
