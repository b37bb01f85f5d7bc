import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { split } from 'shlex';

import { createStopper, stopSmsCampaign, type StopOptions, type StopOrder } from '../../../src/stop/index.ts';
import { kore, saysState, saysStopped } from '../support/answers.ts';
import { stopHeld } from '../support/heldStops.ts';
import { ids, orderAt, streamAt } from '../support/orders.ts';
import { headerValues, useRecorders, type Recorder, type SeenRequest } from '../support/recorder.ts';
import { sample } from '../support/samples.ts';

const stopTarget =
  `/campaign/api/v2/public/${ids.streamId}/campaign//trigger/${ids.campaignId}` +
  `?accountId=${ids.accountId}&campaignType=sms&trigger=stop`;

/** The two bodies that are the same to a server. */
const withoutLineBreak = (body: string): string => body.replace(/\n$/, '');

type StopAt = (recorder: Recorder, order: StopOrder, options: StopOptions) => Promise<unknown>;

/** The two ways that a stop can go. */
const ways: readonly (readonly [name: string, stopAt: StopAt])[] = [
  ['sent at once', (_recorder, order, options) => stopSmsCampaign(order, options)],
  ['held and released', (recorder, order, options) => stopHeld(order, options, createStopper(), recorder)],
];

for (const [name, stopAt] of ways) {
  describe(`The stop request on the wire, ${name}`, () => {
    const startRecorder = useRecorders();

    it('is the documented curl command, byte for byte where it matters', async () => {
      const recorder = await startRecorder(saysStopped);
      const token = 'not-a-real-token';
      const command = sample('stop.curl')
        .replace('https://{{host}}', recorder.origin)
        .replaceAll('{{streamId}}', ids.streamId)
        .replaceAll('{{campaignId}}', ids.campaignId)
        .replaceAll('{{accountId}}', ids.accountId)
        .replace('<token>', token);
      const [program = '', ...args] = split(command);
      await promisify(execFile)(program, ['--silent', '--noproxy', '*', ...args]);
      const [documented] = recorder.requests;
      assert.ok(documented);
      const [accountId = '', iid = ''] = ['accountid', 'iid'].map((name) => headerValues(documented, name)[0]);

      await stopAt(
        recorder,
        {
          stream: { ...streamAt(recorder.origin), iid },
          campaignId: ids.campaignId,
          credential: { kind: 'token', token },
        },
        { confirm: false },
      );
      await stopAt(
        recorder,
        {
          stream: { ...streamAt(recorder.origin), accountId },
          campaignId: ids.campaignId,
          credential: { kind: 'token', token },
        },
        { confirm: false },
      );

      const [, ours, withTheirAccount] = recorder.requests;
      assert.ok(ours && withTheirAccount);
      assert.equal(ours.method, documented.method);
      assert.equal(ours.target, documented.target);
      assert.equal(withoutLineBreak(ours.body), withoutLineBreak(documented.body));
      for (const name of ['auth', 'iid', 'content-type']) {
        assert.deepEqual(headerValues(ours, name), headerValues(documented, name), name);
      }
      assert.deepEqual(headerValues(withTheirAccount, 'accountid'), headerValues(documented, 'accountid'));
    }).timeout(30_000);

    it('goes to the documented address, with its double slash and the order of its query', async () => {
      const recorder = await startRecorder(saysStopped);
      await stopAt(recorder, orderAt(recorder.origin), { confirm: false });
      assert.deepEqual(
        recorder.requests.map(({ method, target, body }) => ({ method, target, body })),
        [{ method: 'POST', target: stopTarget, body: '{}' }],
      );
    });

    it('carries each required header once', async () => {
      const recorder = await startRecorder(saysStopped);
      const order = orderAt(recorder.origin);
      await stopAt(recorder, { ...order, stream: { ...order.stream, iid: 'st-another-app' } }, { confirm: false });
      const [request] = recorder.requests;
      assert.ok(request);
      assert.equal(headerValues(request, 'auth').length, 1);
      assert.deepEqual(headerValues(request, 'accountid'), [ids.accountId]);
      assert.deepEqual(headerValues(request, 'iid'), ['st-another-app']);
      assert.deepEqual(headerValues(request, 'content-type'), ['application/json']);
    });

    it('names the stream as the application when no iid is configured', async () => {
      const recorder = await startRecorder(saysStopped);
      await stopAt(recorder, orderAt(recorder.origin), { confirm: false });
      assert.deepEqual(
        recorder.requests.flatMap((request) => headerValues(request, 'iid')),
        [ids.streamId],
      );
    });

    it('sends a pasted token as it is, without a word before it', async () => {
      const recorder = await startRecorder(saysStopped);
      const credential = { kind: 'token', token: ' opaque.token/with+signs= \n' } as const;
      await stopAt(recorder, orderAt(recorder.origin, { credential }), { confirm: false });
      assert.deepEqual(
        recorder.requests.flatMap((request) => headerValues(request, 'auth')),
        ['opaque.token/with+signs='],
      );
    });

    it('makes a fresh token for each request of an order', async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
      await stopAt(recorder, orderAt(recorder.origin), {});
      const tokens = recorder.requests.flatMap((request) => headerValues(request, 'auth'));
      assert.equal(tokens.length, 2);
      assert.equal(new Set(tokens).size, 2);
    });

    it('asks for the connection to be kept, which VS Code ends otherwise', async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
      await stopAt(recorder, orderAt(recorder.origin), {});
      for (const request of recorder.requests) {
        assert.deepEqual(headerValues(request, 'connection'), ['keep-alive']);
        assert.deepEqual(headerValues(request, 'content-length'), ['2']);
        assert.deepEqual(headerValues(request, 'transfer-encoding'), []);
      }
    });

    it('asks for the body unencoded', async () => {
      const recorder = await startRecorder(saysStopped);
      await stopAt(recorder, orderAt(recorder.origin), { confirm: false });
      const encodings = recorder.requests.flatMap((request) => headerValues(request, 'accept-encoding'));
      assert.ok(
        encodings.every((encoding) => encoding === 'identity'),
        String(encodings),
      );
    });
  });
}

describe('The stop request on the wire', () => {
  const startRecorder = useRecorders();

  it('is the same bytes whether it was held or not', async () => {
    const recorder = await startRecorder(saysStopped);
    const order = orderAt(recorder.origin, { credential: { kind: 'token', token: 'not-a-real-token' } });
    for (const [, stopAt] of ways) await stopAt(recorder, order, { confirm: false });
    const half = recorder.text().length / 2;
    assert.equal(recorder.requests.length, 2);
    assert.equal(recorder.text().slice(0, half), recorder.text().slice(half));
  });
});

describe('Only trigger=stop', () => {
  const startRecorder = useRecorders();

  /** The line that decides: path and query of every request that arrived. */
  function assertOnlyStops(requests: readonly SeenRequest[], what: string): void {
    for (const { method, target } of requests) {
      assert.match(
        target,
        /^\/campaign\/api\/v2\/public\/[\w-]+\/campaign\/\/trigger\/[\w-]+\?accountId=[\w-]+&campaignType=sms&trigger=stop$/,
        what,
      );
      assert.equal(method, 'POST');
    }
  }

  const twin = ['pl', 'ay'].join('');
  const hostileTexts = [
    `x?trigger=${twin}`,
    `x&trigger=${twin}`,
    `x&trigger=${twin}#`,
    `x%26trigger=${twin}`,
    `x%3Ftrigger%3D${twin}`,
    `../trigger/x?trigger=${twin}`,
    `x\r\nPOST /campaign//trigger/x?trigger=${twin} HTTP/1.1\r\n\r\n`,
    `x\u0000trigger=${twin}`,
    `x trigger=${twin}`,
    `x\u2028trigger=${twin}`,
    `x；trigger＝${twin}`,
    `x\\trigger=${twin}`,
    twin,
  ];
  const fields = ['campaignId', 'accountId', 'streamId', 'iid', 'name', 'host'] as const;

  for (const field of fields) {
    it(`leaves, whatever stands in the ${field}`, async () => {
      const recorder = await startRecorder(saysStopped);
      for (const text of hostileTexts) {
        const given = field === 'host' ? `${recorder.origin}/${text}` : text;
        const order = orderAt(recorder.origin);
        const hostile: StopOrder =
          field === 'campaignId'
            ? { ...order, campaignId: given }
            : { ...order, stream: { ...order.stream, [field]: given } };
        await stopSmsCampaign(hostile, { confirm: false });
        assertOnlyStops(recorder.requests, JSON.stringify({ field, given }));
      }
      assert.ok(!recorder.text().includes(`trigger=${twin}`));
    });
  }

  it('leaves, whatever options and further fields a caller makes up', async () => {
    const recorder = await startRecorder(saysStopped);
    const extras = { trigger: twin, action: twin, query: `trigger=${twin}`, call: twin, target: `/x?trigger=${twin}` };
    const order = orderAt(recorder.origin);
    await stopSmsCampaign(
      {
        ...order,
        ...extras,
        stream: { ...order.stream, ...extras },
        before: { state: twin, readAt: twin },
      },
      { confirm: false, ...extras },
    );
    assert.equal(recorder.requests.length, 1);
    assertOnlyStops(recorder.requests, 'extras');
    assert.ok(!recorder.text().includes(twin));
  });

  it('leaves, although a value changes after it was checked', async () => {
    const recorder = await startRecorder(saysStopped);
    let reads = 0;
    const order = orderAt(recorder.origin);
    const changing = {
      ...order,
      get campaignId() {
        reads += 1;
        return reads === 1 ? ids.campaignId : `x?trigger=${twin}`;
      },
    };
    await stopSmsCampaign(changing, { confirm: false });
    assert.deepEqual(
      recorder.requests.map(({ target }) => target),
      [stopTarget],
    );
  });

  it('stands in the source: its twin is in no file that can send', () => {
    const folders = ['../../../src/kore/', '../../../src/stop/', '../../../src/streams/'];
    const files = folders.flatMap((folder) => {
      const path = fileURLToPath(new URL(folder, import.meta.url));
      return readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => path + name);
    });
    assert.ok(files.length > 20);
    const guilty = files.filter((file) => new RegExp(`\\b${twin}\\b`, 'i').test(readFileSync(file, 'utf8')));
    assert.deepEqual(guilty, []);
  });
});
