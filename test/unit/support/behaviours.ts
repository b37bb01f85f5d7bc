import fc from 'fast-check';

import { documentedStates } from '../../../src/kore/endpoints.ts';
import { ids } from './orders.ts';
import type { Behaviour, ReplyPlan, RetryAfter } from './virtualKore.ts';

/** What a stop request came to, in the design's words; told by the table below, not by the code under test. */
export type Truth =
  | 'unsent'
  /** Not sent, and not to be tried again. */
  | 'certificate'
  | 'unanswered'
  | 'rate'
  | 'stopped'
  | 'failed'
  | 'accepted'
  | 'unreadable'
  /** 408 and 5xx: it may have been acted on. */
  | 'transient'
  /** 425: it was not. */
  | 'tooEarly'
  | 'refused'
  /** 3xx, 401, 403, 407: nothing about the campaign. */
  | 'refusedAtTheDoor';

/** How a call is met, with what that means once the client has all of it. */
export type Planned = Behaviour & {
  readonly what: string;
  /** Of a stop request. */
  readonly truth?: Truth;
  /** The state that a status reply tells, where it is a reading. */
  readonly reads?: string;
};

/** How a list request is met, with the state it tells of each campaign, where it is a page. */
export type PlannedPage = Planned & { readonly rows?: Readonly<Record<string, string>> };

type Meaning = Pick<Planned, 'what' | 'truth' | 'reads'>;

const rateText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
const stoppedBody = '{"status":"Stopped"}';

const delayMs = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 3000, max: 20_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(4999, 5000, 5001, 14_999, 15_000, 15_001, 50_000, 60_000) },
  { weight: 1, arbitrary: fc.constant(Infinity) },
);
const bodyMs = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: delayMs });

const retryAfter: fc.Arbitrary<RetryAfter> = fc.oneof(
  fc.record({ kind: fc.constant('seconds'), seconds: fc.constantFrom(0, 1, 2, 7, 20, 30, 44, 49, 50, 60, 3600) }),
  fc.record({ kind: fc.constant('date'), inSeconds: fc.constantFrom(-60, 0, 1, 5, 30, 49, 50, 3600) }),
  fc.record({ kind: fc.constant('garbage'), text: fc.constantFrom('', '-1', 'soon', '1.5', '99999999999') }),
);

function replies(plan: fc.Arbitrary<ReplyPlan>, meaning: Omit<Meaning, 'what'>): fc.Arbitrary<Planned> {
  const kind = fc.oneof(
    { weight: 12, arbitrary: fc.constant('reply' as const) },
    { weight: 1, arbitrary: fc.constant('cut' as const) },
  );
  return fc.record({ kind, reply: plan, afterMs: delayMs, bodyMs }).map((behaviour) => ({
    what: `${behaviour.kind} ${behaviour.reply.status}`,
    ...meaning,
    ...behaviour,
  }));
}

function errors(codes: readonly (readonly [code: string | undefined, syscall?: string])[], truth: Truth) {
  return fc
    .record({ error: fc.constantFrom(...codes), afterMs: delayMs })
    .map(({ error: [code, syscall], afterMs }): Planned => ({
      what: code ?? 'an error without a code',
      truth,
      kind: 'error',
      afterMs,
      ...(code === undefined ? {} : { code }),
      ...(syscall === undefined ? {} : { syscall }),
    }));
}

const plain = (statuses: readonly number[], bodies: readonly string[]): fc.Arbitrary<ReplyPlan> =>
  fc.record({ status: fc.constantFrom(...statuses), body: fc.constantFrom(...bodies) });
const withRetryAfter = (plan: fc.Arbitrary<ReplyPlan>): fc.Arbitrary<ReplyPlan> =>
  fc
    .tuple(plan, fc.option(retryAfter, { nil: undefined }))
    .map(([reply, wait]) => (wait === undefined ? reply : { ...reply, retryAfter: wait }));

const anyBody = ['', 'no', '{}', stoppedBody, '{"errors":[{"msg":"no"}]}'];
const rateBody = JSON.stringify({ errors: [{ msg: rateText }] });
const unsentCodes = [
  ['ENOTFOUND'],
  ['EAI_AGAIN'],
  ['ECONNREFUSED'],
  ['EHOSTUNREACH', 'connect'],
  ['ETIMEDOUT', 'connect'],
] as const;
const certificateCodes = [
  ['CERT_HAS_EXPIRED'],
  ['ERR_TLS_CERT_ALTNAME_INVALID'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT'],
] as const;
const cutCodes = [['ECONNRESET'], ['EPIPE'], ['HPE_INVALID_CONSTANT'], ['ETIMEDOUT', 'read'], [undefined]] as const;

const rate = replies(
  withRetryAfter(fc.oneof(plain([429], anyBody), plain([200, 403, 500, 503], [rateBody, rateText.toUpperCase()]))),
  { truth: 'rate' },
);
/** Soon, and without a word of until when. */
const bareRate = replies(plain([429], anyBody), { truth: 'rate' }).map((planned) => ({
  ...planned,
  afterMs: Math.min(planned.afterMs, 14_000),
  bodyMs: 0,
}));
const transient = replies(withRetryAfter(plain([408, 500, 502, 503, 503, 504, 599], anyBody)), { truth: 'transient' });
const unsent = errors(unsentCodes, 'unsent');
const unanswered = errors(cutCodes, 'unanswered');
const stopped = replies(
  plain([200, 202, 299], [stoppedBody, `{"status":"Stopped","message":${JSON.stringify(rateText)},"errors":["x"]}`]),
  { truth: 'stopped' },
);
const accepted = replies(
  plain(
    [200, 202],
    ['{}', '{"status":"stopped"}', '{"status":"Stopped","status":"Active"}', '{"data":{"status":"Stopped"}}'],
  ),
  { truth: 'accepted' },
);
const failed = replies(plain([200], ['{"status":"Failure"}', '{"status":"success","errors":["x"]}', '{"error":{}}']), {
  truth: 'failed',
});
const unreadable = replies(
  fc.oneof(
    plain([200], ['', 'null', '<html>Stopped</html>', '"Stopped"', `[${stoppedBody}]`, '{"status":"Stopped"']),
    plain([101, 600], anyBody),
    fc.constant({ status: 200, body: stoppedBody, encoding: 'gzip' }),
    fc.constant({ status: 200, body: '', oversized: true as const }),
  ),
  { truth: 'unreadable' },
);
const tooEarly = replies(plain([425], anyBody), { truth: 'tooEarly' });
const refused = replies(plain([400, 404, 409, 422, 499], anyBody), { truth: 'refused' });
const refusedAtTheDoor = replies(plain([301, 302, 307, 401, 403, 407], anyBody), { truth: 'refusedAtTheDoor' });
const certificate = errors(certificateCodes, 'certificate');

const anyStop = fc.oneof(
  { weight: 4, arbitrary: rate },
  { weight: 4, arbitrary: transient },
  { weight: 4, arbitrary: unanswered },
  { weight: 4, arbitrary: unsent },
  { weight: 3, arbitrary: stopped },
  { weight: 2, arbitrary: accepted },
  { weight: 1, arbitrary: failed },
  { weight: 2, arbitrary: unreadable },
  { weight: 1, arbitrary: tooEarly },
  { weight: 2, arbitrary: refused },
  { weight: 1, arbitrary: refusedAtTheDoor },
  { weight: 1, arbitrary: certificate },
);

/** How the stop requests of an order are met; the last one stays. */
export const stopPlan: fc.Arbitrary<readonly Planned[]> = fc.oneof(
  { weight: 6, arbitrary: fc.array(anyStop, { minLength: 1, maxLength: 4 }) },
  // The rules for an order that meets nothing but the rate limit need it to be met more often than by chance.
  { weight: 1, arbitrary: fc.tuple(bareRate, bareRate, bareRate, fc.oneof(rate, anyStop)) },
);

const reading = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('Stopped', 'Completed') },
      { weight: 5, arbitrary: fc.constantFrom(...documentedStates) },
      { weight: 1, arbitrary: fc.constantFrom('Rerun', 'stopped', 'STOPPED', 'Completed ', '') },
    ),
    fc.constantFrom<readonly (string | null | undefined)[]>([ids.campaignId], [undefined], [null]),
  )
  .chain(([reads, [id]]) =>
    replies(fc.constant({ status: 200, body: JSON.stringify({ status: 'success', data: { id, status: reads } }) }), {
      reads,
    }),
  );
const stoppedData = { id: ids.campaignId, status: 'Stopped' };
const noReading = replies(
  fc.oneof(
    plain(
      [400, 401, 403, 404, 429, 500, 503, 302],
      [JSON.stringify({ status: 'success', data: stoppedData }), rateBody],
    ),
    plain(
      [200],
      [
        JSON.stringify({ status: 'failure', data: stoppedData }),
        JSON.stringify({ status: 'success', data: { ...stoppedData, id: 'cd-other' } }),
        JSON.stringify({ status: 'success', data: { id: ids.campaignId, status: ['Stopped'] } }),
        JSON.stringify({ status: 'success', data: null }),
        stoppedBody,
        '<html>',
        '',
      ],
    ),
  ),
  {},
);

/** How the status requests of an order are met; the last one stays. */
export const statusPlan: fc.Arbitrary<readonly Planned[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: reading },
    { weight: 2, arbitrary: noReading },
    { weight: 1, arbitrary: errors([...unsentCodes, ...certificateCodes, ...cutCodes], 'unanswered') },
  ),
  { minLength: 1, maxLength: 6 },
);

const rowState = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('Stopped', 'Completed') },
  { weight: 4, arbitrary: fc.constantFrom(...documentedStates) },
  { weight: 1, arbitrary: fc.constantFrom('Rerun', 'stopped', '') },
);

/** How the list requests of an account are met; the last one stays. Rows are made for so many campaigns, and used again. */
export function pagePlan(campaignIds: readonly string[], differentRows: number): fc.Arbitrary<readonly PlannedPage[]> {
  // Half a campaign's rows are missing; one in nine is there twice, with two states, and so tells nothing.
  const row = fc.option(fc.tuple(rowState, fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 2)), { freq: 2, nil: undefined });
  const page = fc.array(row, { minLength: differentRows, maxLength: differentRows }).chain((rows) => {
    const told: Record<string, string> = {};
    const results = campaignIds.flatMap((id, index) => {
      const [status, times] = rows[index % differentRows] ?? ['', 0];
      if (times === 1) told[id] = status;
      return [status, 'Else'].slice(0, times).map((one) => ({ id, name: id, status: one }));
    });
    const body = JSON.stringify({ status: 'success', data: { results, hasMore: false } });
    return replies(fc.constant({ status: 200, body }), {}).map((planned): PlannedPage => ({ ...planned, rows: told }));
  });
  const noPage = replies(
    fc.oneof(
      plain([400, 403, 404, 500, 503, 302], anyBody),
      withRetryAfter(plain([429], anyBody)),
      plain([200], anyBody),
    ),
    {},
  );
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: page },
      { weight: 2, arbitrary: noPage },
      { weight: 1, arbitrary: errors([...unsentCodes, ...cutCodes], 'unanswered') },
    ),
    { minLength: 1, maxLength: 6 },
  );
}
