import assert from 'node:assert/strict';

import type { ReasonFacts } from '../../../../src/ui/texts/reasonFacts.ts';
import { reasonText } from '../../../../src/ui/texts/reasonText.ts';
import {
  assertNeutral,
  assertPlainWords,
  at,
  everyDetail,
  hostileTexts,
  reader,
  reasons,
  stream,
  without,
} from '../support.ts';

const context = {
  streamName: stream.name,
  host: stream.host,
  campaignId: 'cd-00000000-8f3a2',
  credential: {
    label: 'client id …9c1e',
    keep: 'computer',
    setAtMs: new Date(2026, 6, 22, 14, 2, 11).getTime(),
  },
  reader,
} as const;
const name = 'platform.kore.ai';
const bare: ReasonFacts = { requests: 0, startedAt: at(20_000) };
const full: ReasonFacts = {
  requests: 1,
  startedAt: at(20_000),
  httpStatus: 403,
  state: 'Active',
  stateReadAt: at(5000),
  details: everyDetail,
};

/** Facts in every mixture of there and not there. */
const mixtures: readonly ReasonFacts[] = [
  bare,
  full,
  { ...bare, requests: 1 },
  { ...bare, httpStatus: 401 },
  { ...full, details: {} },
  { ...bare, details: everyDetail },
  { ...full, state: 'Rerun' },
  { ...full, state: 'Paused' },
  ...['untrusted', 'wrongName', 'expired', 'else'].map((certificateProblem) => ({
    ...full,
    details: { ...everyDetail, certificateProblem },
  })),
  { ...full, details: { clockAheadMs: -61_000, nameNotFound: true, timedOut: true, contentType: 'application/json' } },
];

describe('The sentences of a reason', () => {
  for (const reason of reasons) {
    it(`have a cause, and an advice, for ${reason}`, () => {
      for (const facts of mixtures) {
        // These are told of a state that was read.
        if (facts.state === undefined && (reason === 'notSendingNow' || reason === 'stillRunning')) continue;
        for (const where of [
          context,
          { streamName: context.streamName, host: context.host, campaignId: 'cd-1', reader },
        ]) {
          const { cause, advice } = reasonText(reason, facts, where);
          assert.match(cause, /^[A-Z“\d].*[.”]$|^platform/u);
          if (reason !== 'cancelled' || facts.requests > 0) assert.match(advice, /^[A-Z“].*\.$|Show Log\.$/u);
          else assert.equal(advice, '');
          assertPlainWords(cause);
          if (advice !== '') assertPlainWords(advice);
        }
      }
    });

    it(`are plain text for ${reason}, whatever a fact holds`, () => {
      for (const hostile of hostileTexts) {
        const details = Object.fromEntries(Object.keys(everyDetail).map((key) => [key, hostile]));
        const facts: ReasonFacts = { ...full, state: hostile, details };
        const where = {
          ...context,
          streamName: hostile,
          campaignId: hostile,
          credential: { label: hostile, keep: 'once' },
          host: hostile,
        } as const;
        const { cause, advice } = reasonText(reason, facts, where);
        assertNeutral(cause, 700);
        assertNeutral(advice, 700);
      }
    });
  }

  it('say that nothing was sent for what is found on our own side, and only of that', () => {
    const unsent = { ...full, requests: 0 };
    const nothingSent = reasons.filter((reason) =>
      reasonText(reason, unsent, context).cause.includes('Nothing was sent.'),
    );
    assert.deepEqual(nothingSent, [
      'noCredential',
      'badInput',
      'secretStore',
      'tokenExpired',
      'noConnection',
      'certificate',
      'cancelled',
    ]);
  });

  it('do not say it of a connection that failed after an earlier request had left', () => {
    for (const reason of ['noConnection', 'certificate'] as const) {
      assert.ok(!reasonText(reason, full, context).cause.includes('Nothing was sent.'));
    }
  });

  it('tell a cancel before the request from one after it', () => {
    const cause = (facts: Partial<ReasonFacts>): string =>
      reasonText('cancelled', { ...bare, ...facts }, context).cause;
    assert.equal(cause({}), 'You cancelled. Nothing was sent.');
    assert.equal(cause({ requests: 1 }), 'You stopped waiting; the request had left at 03:11:40.');
    assert.equal(
      cause({ requests: 1, httpStatus: 429 }),
      'You stopped waiting; the request had left at 03:11:40 and was answered with 429.',
    );
    assert.equal(
      cause({ requests: 2, httpStatus: 503 }),
      'You stopped waiting; 2 requests had left, the first at 03:11:40, and one was answered with 503.',
    );
    assert.match(cause({ requests: 2 }), /2 requests had left, the first at 03:11:40\.$/);
  });

  it('tell the state that was read after the request, where they do not tell it anyway', () => {
    const beside = 'Kore.ai says Active (03:11:55).';
    for (const reason of reasons) {
      if (reason === 'notConfirmed' || reason === 'notSendingNow' || reason === 'stillRunning') continue;
      assert.ok(reasonText(reason, full, context).cause.endsWith(beside), reason);
      assert.ok(!reasonText(reason, { ...full, requests: 0 }, context).cause.includes(beside), reason);
      assert.ok(!reasonText(reason, { ...full, state: 'Rerun' }, context).cause.includes('Rerun'), reason);
    }
    assert.match(
      reasonText('refused', full, context).cause,
      /“Campaign is locked”\. Kore\.ai says Active \(03:11:55\)\.$/,
    );
  });

  it('tell what Kore answered to a request after which it still sends', () => {
    const cause = (facts: Partial<ReasonFacts>): string =>
      reasonText('stillRunning', { ...without(full, 'httpStatus'), details: {}, ...facts }, context).cause;
    const still = 'Kore.ai still says Active at 03:11:55, after the request.';
    assert.equal(cause({}), still);
    assert.equal(cause({ httpStatus: 200 }), still);
    assert.equal(cause({ httpStatus: 503 }), `${still} Its last answer was 503.`);
    assert.equal(
      cause({ httpStatus: 200, details: { koreMessage: 'Campaign is locked' } }),
      `${still} Its last answer was 200: “Campaign is locked”.`,
    );
    const locked = { details: { koreMessage: 'It is locked.' } };
    assert.equal(cause({ httpStatus: 200, ...locked }), `${still} Its last answer was 200: “It is locked”.`);
    assert.match(reasonText('refused', { ...full, ...locked }, context).cause, /“It is locked”\. Kore\.ai says/);
    assert.equal(
      reasonText('secretStore', { ...bare, details: { words: 'The keyring is locked.' } }, context).cause,
      "VS Code's secret store failed: “The keyring is locked”. Nothing was sent.",
    );
  });

  it('count the requests of a server error, and do not say that each was answered so', () => {
    const cause = (facts: Partial<ReasonFacts>): string =>
      reasonText('serverError', { ...bare, requests: 1, httpStatus: 503, ...facts }, context).cause;
    assert.equal(cause({}), 'Kore.ai failed (503) and may or may not have acted.');
    assert.equal(cause({ requests: 3 }), '3 requests left; Kore.ai failed (503) and may or may not have acted.');
    assert.equal(cause({ httpStatus: 425 }), 'Kore.ai did not take the request yet (425).');
  });

  it('tell how long ago a token ran out', () => {
    const { cause } = reasonText('tokenExpired', { ...bare, details: everyDetail }, context);
    assert.match(cause, /ran out at .* 02:52:00, 19 min ago\. Nothing was sent\.$/);
  });

  it('tell which way the clock is wrong, and by how much', () => {
    const behind = { ...full, details: { clockAheadMs: -61_000 } };
    assert.match(reasonText('clockSkew', full, context).cause, /9 min 40 s ahead/);
    assert.match(reasonText('clockSkew', behind, context).cause, /1 min 1 s behind/);
    assert.match(
      reasonText('clockSkew', { ...full, details: { clockAheadMs: 119_700 } }, context).cause,
      /2 min 0 s ahead/,
    );
  });

  it('keep a refused credential, and name it by its end only', () => {
    assert.match(
      reasonText('unauthorized', full, context).advice,
      /Yours: client id …9c1e, set Jul 22 14:02:11; it is kept\.$/,
    );
  });

  it('do not say of a refused credential that it is kept when it was typed to be used once', () => {
    const credential = { ...context.credential, keep: 'once' } as const;
    const { advice } = reasonText('unauthorized', full, { ...context, credential });
    assert.match(advice, /Yours: client id …9c1e, typed to be used once\.$/);
    assert.ok(!advice.includes('kept'), advice);
  });

  it('say of a credential that was typed to replace another that this one stays', () => {
    for (const reason of ['unauthorized', 'forbidden'] as const) {
      const adviceOf = (more: { readonly stays?: string }): string =>
        reasonText(reason, full, { ...context, credential: { ...context.credential, onTrial: true, ...more } }).advice;
      assert.match(adviceOf({}), / Yours: client id …9c1e, just typed; the one before it stays\.$/);
      assert.match(
        adviceOf({ stays: 'client id …1a2b, set Jul 22 14:02:11' }),
        / just typed; the one before it stays \(client id …1a2b, set Jul 22 14:02:11\)\.$/,
      );
      for (const stays of hostileTexts) assertNeutral(adviceOf({ stays }), 900);
    }
  });

  it('name publishing where a scope can be the reason', () => {
    for (const reason of ['unauthorized', 'forbidden'] as const) {
      assert.match(reasonText(reason, full, context).advice, /publish/);
    }
  });

  it('say when to stop again after a rate limit, where Kore said so', () => {
    const retryAt = new Date(2026, 6, 22, 3, 12, 20).toISOString();
    const late = { ...full, details: { retryAfterMs: 1000, retryAt } };
    assert.match(reasonText('rateLimited', late, context).advice, /^Keep Trying, or Stop Again after 03:12:20\./);
    assert.match(reasonText('rateLimited', bare, context).advice, /^Keep Trying, or Stop Again in a minute\./);
    const ofList = { streamName: context.streamName, host: context.host, reader };
    assert.match(reasonText('rateLimited', late, ofList).advice, /^Try again after 03:12:20\./);
  });

  it('say of a rate limit that none of the tries was taken, where some had left', () => {
    assert.match(
      reasonText('rateLimited', { ...bare, requests: 4 }, context).cause,
      / None of our 4 tries was taken\.$/,
    );
    assert.match(
      reasonText('rateLimited', { ...bare, requests: 4, finishedAt: at(1000) }, context).cause,
      / None of our 4 tries until 03:11:59 was taken\.$/,
    );
    assert.match(reasonText('rateLimited', { ...bare, requests: 1 }, context).cause, / Our try was not taken\.$/);
    assert.match(reasonText('rateLimited', bare, context).cause, /by anyone's calls\.$/);
  });

  it('name Keep Trying only where nothing had left, and only of a stop', () => {
    const ofList = { streamName: context.streamName, host: context.host, reader };
    assert.match(reasonText('noConnection', bare, context).advice, /Keep Trying sends it as soon as/);
    for (const [facts, where] of [
      [bare, ofList],
      [full, context],
    ] as const)
      assert.ok(!reasonText('noConnection', facts, where).advice.includes('Keep Trying'));
  });

  it('count the requests that left without an answer', () => {
    assert.match(
      reasonText('noAnswer', { ...full, requests: 3 }, context).cause,
      /^3 requests left, the first at \d\d:/,
    );
    assert.match(reasonText('noAnswer', full, context).cause, /^The request left at \d\d:/);
  });

  it('say that a connection broke only where one did', () => {
    const cause = (details: NonNullable<ReasonFacts['details']>): string =>
      reasonText('noAnswer', { ...bare, requests: 1, details }, context).cause;
    assert.match(cause({ code: 'ECONNRESET' }), /the connection broke\./);
    assert.match(cause({ timedOut: true }), /was not answered in time\./);
    assert.match(cause({}), /got no whole answer\./);
  });

  it('offer no way round a certificate', () => {
    for (const certificateProblem of ['expired', 'wrongName', 'untrusted']) {
      const { advice } = reasonText('certificate', { ...full, details: { certificateProblem } }, context);
      assert.match(advice, /There is no switch to ignore it, on purpose\.$/);
    }
  });

  it('name the proxy, and say that nothing reached Kore while nothing did', () => {
    const at = { proxy: 'proxy.example:3128' };
    const nothing = ' Nothing reached Kore.ai.';
    const rows: readonly (readonly [facts: ReasonFacts, cause: string])[] = [
      [{ ...bare, details: { ...at, proxyStatus: 407 } }, 'The proxy proxy.example:3128 asks for a sign-in (407).'],
      [
        { ...bare, details: { ...at, proxyStatus: 502 } },
        `The proxy proxy.example:3128 did not lead to ${name} (502).`,
      ],
      [{ ...bare, details: { ...at, code: 'EX' } }, 'No connection to the proxy proxy.example:3128 (EX).'],
      [{ ...bare, details: at }, 'No connection to the proxy proxy.example:3128: it gave no answer.'],
      [{ ...bare, details: {}, httpStatus: 407, requests: 1 }, 'The proxy on the way asks for a sign-in (407).'],
    ];
    for (const [facts, cause] of rows) {
      assert.equal(reasonText('proxy', facts, context).cause, cause + nothing);
      const later = { ...facts, requests: facts.requests + 1 };
      assert.equal(reasonText('proxy', later, context).cause, cause);
    }
  });

  it('tell a web page from an answer that cannot be read', () => {
    assert.match(reasonText('badReply', full, context).cause, /^A web page answered instead of Kore\.ai/);
    assert.match(reasonText('badReply', { ...full, details: {} }, context).cause, /could not be read/);
  });
});
