import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { callKore } from '../../../src/kore/caller.ts';
import { asCurl } from '../../../src/kore/curl.ts';
import {
  getRequest,
  listRequest,
  statusRequest,
  stopRequest,
  type KoreRequest,
  type Target,
} from '../../../src/kore/endpoints.ts';
import { completePorts } from '../../../src/kore/realPorts.ts';
import { saysStopped } from '../support/answers.ts';
import { ids } from '../support/orders.ts';
import { headerValues, useRecorders, type SeenRequest } from '../support/recorder.ts';

const token = 'not-a-real-token';

/** Runs the command as a person would: in bash, with the token in the environment. */
async function runInBash(command: string): Promise<void> {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', no_proxy: '*', KORE_AUTH: token };
  await promisify(execFile)('bash', ['-euc', command], { env });
}

/** What both must have in common. */
function essence(request: SeenRequest): object {
  const { method, target, body } = request;
  const names = ['auth', 'accountid', 'iid', 'content-type', 'content-length'];
  return { method, target, body, headers: names.map((name) => [name, headerValues(request, name)]) };
}

describe('A request copied as curl', () => {
  before(function () {
    // There `bash` is the one of a Linux beside Windows, where 127.0.0.1 is another.
    if (process.platform === 'win32') this.skip();
  });

  const startRecorder = useRecorders();

  const requests: readonly (readonly [what: string, make: (to: Target) => KoreRequest])[] = [
    ['the stop request', (to) => stopRequest(to, ids.campaignId)],
    ['the status request', (to) => statusRequest(to, ids.campaignId)],
    ['a request without a body', (to) => getRequest(to, ids.campaignId)],
    [
      'the list request',
      (to) => listRequest(to, { limit: 50, skip: 50, states: ['Active', "it's", '$HOME', '`id`', '\\'] }),
    ],
  ];
  for (const [what, make] of requests) {
    it(`is, run by the real curl, ${what} as this tool sends it`, async () => {
      const recorder = await startRecorder(saysStopped);
      const to = { origin: recorder.origin, accountId: ids.accountId, streamId: ids.streamId, iid: 'st-another-app' };
      const request = make(to);
      await runInBash(asCurl(request));
      const access = { target: to, credential: { kind: 'token', token } } as const;
      await callKore(request, access, completePorts({}), { timeoutMs: 5000 });
      const [byCurl, ours] = recorder.requests;
      assert.ok(byCurl && ours);
      assert.deepEqual(essence(byCurl), essence(ours));
      assert.deepEqual(headerValues(byCurl, 'auth'), [token]);
      assert.equal(recorder.requests.length, 2);
    }).timeout(20_000);
  }

  it('says nothing of a token but where it is read from', () => {
    const to = {
      origin: 'https://platform.kore.ai',
      accountId: ids.accountId,
      streamId: ids.streamId,
      iid: ids.streamId,
    };
    const command = asCurl(stopRequest(to, ids.campaignId));
    assert.ok(command.includes('--header "auth: $KORE_AUTH"'));
    assert.equal(command.match(/auth:/g)?.length, 1);
    assert.ok(!/eyJ|Bearer/.test(command));
  });

  it('is one command for a shell, whatever stands in its parts', async () => {
    const recorder = await startRecorder(saysStopped);
    const odd = `a'b"c$(touch /tmp/never)\`id\`\\ ; & | > * ? # ~ !x {1,2} [a-z]`;
    const request = {
      ...stopRequest({ origin: recorder.origin, accountId: 'a', streamId: 's', iid: odd }, 'cd-1'),
      body: odd,
    };
    await runInBash(asCurl(request));
    const [seen] = recorder.requests;
    assert.ok(seen);
    assert.equal(seen.body, odd);
    assert.deepEqual(headerValues(seen, 'iid'), [odd]);
  });
});
