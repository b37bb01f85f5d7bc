import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';

import jwt from 'jsonwebtoken';

import {
  createStopper,
  stopSmsCampaign,
  type Credential,
  type StopOrder,
  type StopOutcome,
} from '../../../src/stop/index.ts';
import { saysStopped } from '../support/answers.ts';
import { ids, orderAt, secretCredential } from '../support/orders.ts';
import { headerValues, useRecorders, type Recorder } from '../support/recorder.ts';

/** The outcome of an order for which nothing may have been sent, not even a connection made. */
function assertNothingSent(outcome: StopOutcome, recorder: Recorder, what: string): void {
  assert.equal(outcome.verdict, 'notStopped', what);
  assert.equal(outcome.requests, 0, what);
  assert.equal(outcome.details?.nothingSent, true, what);
  assert.match(outcome.message, /nothing was sent/, what);
  assert.equal(recorder.connections(), 0, what);
}

describe('An order with bad input', () => {
  const startRecorder = useRecorders();

  const badIds = [
    ['a slash', 'cd-1/x'],
    ['dots', '..'],
    ['an encoded dot', '%2e%2e'],
    ['a question mark', 'cd-1?x'],
    ['a hash', 'cd-1#x'],
    ['a line break', 'cd-1\r\nx'],
    ['a NUL', 'cd-1\u0000'],
    ['a space inside', 'cd 1'],
    ['a character that is not ASCII', 'cd-é'],
    ['more than 200 characters', 'x'.repeat(201)],
    ['nothing', ''],
    ['only white space', ' \n'],
    ['no text', 7],
    ['undefined', undefined],
    ['null', null],
  ] as const;
  for (const field of ['campaignId', 'streamId', 'accountId', 'iid'] as const) {
    for (const [what, value] of badIds) {
      if (field === 'iid' && value === undefined) continue;
      it(`sends nothing when the ${field} has or is ${what}, and names the field`, async () => {
        const recorder = await startRecorder(saysStopped);
        const order = orderAt(recorder.origin);
        const given =
          field === 'campaignId'
            ? { ...order, campaignId: value }
            : { ...order, stream: { ...order.stream, [field]: value } };
        const outcome = await stopSmsCampaign(given as StopOrder, { confirm: false });
        assertNothingSent(outcome, recorder, what);
        assert.equal(outcome.reason, 'badInput');
        assert.equal(outcome.details?.field, field);
        assert.equal(typeof outcome.details.explanation, 'string');
      });
    }
  }

  it('sends nothing to a host that is not the origin it was meant to be, and says why', async () => {
    const recorder = await startRecorder(saysStopped);
    const at = `127.0.0.1:${recorder.port}`;
    for (const [host, problem] of [
      [`http://user@${at}`, 'userInfo'],
      [`http://user:word@${at}`, 'userInfo'],
      [`${at}/path`, 'path'],
      [`${at}?x=1`, 'query'],
      [`${at}#x`, 'query'],
      [`ftp://${at}`, 'scheme'],
      [`http://platform.kore.example:${recorder.port}`, 'insecure'],
      ['', 'missing'],
      ['not a host', 'badCharacter'],
    ] as const) {
      const outcome = await stopSmsCampaign(orderAt(host), { confirm: false });
      assertNothingSent(outcome, recorder, host);
      assert.deepEqual(
        [outcome.reason, outcome.details?.field, outcome.details?.problem],
        ['badInput', 'host', problem],
      );
    }
  });

  it('goes out with ids and host trimmed of the white space around them', async () => {
    const recorder = await startRecorder(saysStopped);
    const outcome = await stopSmsCampaign(
      {
        stream: {
          name: ' Acme ',
          host: ` ${recorder.origin}/\n`,
          accountId: `\t${ids.accountId} `,
          streamId: ` ${ids.streamId}\r\n`,
          iid: ' st-app ',
        },
        campaignId: `\n ${ids.campaignId} `,
        credential: secretCredential,
      },
      { confirm: false },
    );
    assert.equal(outcome.verdict, 'stopped');
    const [request] = recorder.requests;
    assert.ok(request);
    assert.ok(
      request.target.includes(`/${ids.streamId}/campaign//trigger/${ids.campaignId}?accountId=${ids.accountId}&`),
    );
    assert.deepEqual(headerValues(request, 'accountid'), [ids.accountId]);
    assert.deepEqual(headerValues(request, 'iid'), ['st-app']);
  });
});

describe('An order with a bad credential', () => {
  const startRecorder = useRecorders();
  const nowMs = Date.UTC(2026, 10, 23, 2, 10, 45);
  const tokenUntil = (seconds: number): Credential => ({
    kind: 'token',
    token: jwt.sign({ appId: 'cs-1', exp: nowMs / 1000 + seconds }, 'x', { noTimestamp: true }),
  });
  const smallKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const pem = smallKey.export({ type: 'pkcs8', format: 'pem' }) as string;

  it('sends nothing without a credential', async () => {
    const recorder = await startRecorder(saysStopped);
    const { stream, campaignId } = orderAt(recorder.origin);
    for (const order of [
      { stream, campaignId },
      { stream, campaignId, credential: null as unknown as Credential },
    ]) {
      const outcome = await stopSmsCampaign(order, { confirm: false });
      assertNothingSent(outcome, recorder, 'no credential');
      assert.equal(outcome.reason, 'noCredential');
    }
  });

  const bad: readonly (readonly [what: string, credential: unknown, field: string])[] = [
    ['a token with a line break', { kind: 'token', token: 'abc\r\nx: y' }, 'token'],
    ['a token with a character that no header can carry', { kind: 'token', token: 'abc\u0000' }, 'token'],
    ['a token that is not ASCII', { kind: 'token', token: 'abcé' }, 'token'],
    ['an empty token', { kind: 'token', token: '' }, 'token'],
    ['no client id', { kind: 'clientSecret', clientSecret: 'x' }, 'clientId'],
    ['no client secret', { kind: 'clientSecret', clientId: 'x' }, 'clientSecret'],
    ['the algorithm none', { ...secretCredential, algorithm: 'none' }, 'algorithm'],
    ['no key', { kind: 'privateKey', clientId: 'x', algorithm: 'RS256' }, 'privateKeyPem'],
    [
      'a key that is none',
      { kind: 'privateKey', clientId: 'x', algorithm: 'RS256', privateKeyPem: 'x' },
      'privateKeyPem',
    ],
    [
      'a key too short to sign',
      { kind: 'privateKey', clientId: 'x', algorithm: 'RS256', privateKeyPem: pem },
      'privateKeyPem',
    ],
    ['another kind', { kind: 'password', password: 'x' }, 'credential'],
    ['a text', 'x', 'credential'],
  ];
  for (const [what, credential, field] of bad) {
    it(`sends nothing with ${what}, and names the field`, async () => {
      const recorder = await startRecorder(saysStopped);
      const order = orderAt(recorder.origin, { credential: credential as Credential });
      const outcome = await stopSmsCampaign(order, { confirm: false });
      assertNothingSent(outcome, recorder, what);
      assert.deepEqual([outcome.reason, outcome.details?.field], ['badInput', field]);
      assert.equal(typeof outcome.details?.explanation, 'string');
    });
  }

  it('sends nothing with a pasted token that has run out, and says when it did', async () => {
    const recorder = await startRecorder(saysStopped);
    const stopper = createStopper({ now: () => nowMs });
    for (const [seconds, tokenExpiredAt] of [
      [-1200, '2026-11-23T01:50:45.000Z'],
      [0, '2026-11-23T02:10:45.000Z'],
    ] as const) {
      const order = orderAt(recorder.origin, { credential: tokenUntil(seconds) });
      const outcome = await stopper.stopSmsCampaign(order, { confirm: false });
      assertNothingSent(outcome, recorder, String(seconds));
      assert.equal(outcome.reason, 'tokenExpired');
      assert.equal(outcome.details?.tokenExpiredAt, tokenExpiredAt);
    }
  });

  it('is sent with a pasted token that still holds, and with one whose end is no time', async () => {
    const recorder = await startRecorder(saysStopped);
    const stopper = createStopper({ now: () => nowMs });
    const timeless = `e30.${Buffer.from('{"exp":-1e20}').toString('base64url')}.x`;
    for (const credential of [tokenUntil(1), { kind: 'token', token: timeless } as const]) {
      const outcome = await stopper.stopSmsCampaign(orderAt(recorder.origin, { credential }), { confirm: false });
      assert.equal(outcome.verdict, 'stopped');
    }
  });

  it('is sent with a client secret of one character', async () => {
    const recorder = await startRecorder(saysStopped);
    const credential = { ...secretCredential, clientSecret: 'x' } as Credential;
    const outcome = await stopSmsCampaign(orderAt(recorder.origin, { credential }), { confirm: false });
    assert.equal(outcome.verdict, 'stopped');
    const [token] = recorder.requests.flatMap((request) => headerValues(request, 'auth'));
    assert.ok(jwt.verify(token ?? '', 'x'));
  });
});
