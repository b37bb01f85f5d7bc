import * as v from 'valibot';
import { koreCalls } from './route.ts';

/** Which call a fault hits. A fault for one call goes before a fault for `any`. */
export const faultCalls = [...koreCalls, 'any'] as const;

export type FaultCall = (typeof faultCalls)[number];

const call = v.picklist(faultCalls);
const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4 * 1024 ** 3));
const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));
const headerName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/));
const headerValue = v.pipe(v.string(), v.regex(/^[\t\x20-\x7e\x80-\xff]*$/));

/** Faults that stand in place of the true answer: without `takesEffect` the call is not carried out. */
const instead = { call, takesEffect: v.exactOptional(v.boolean()) };

/** What can be made to go wrong, as data. In the kinds without `takesEffect` the call is carried out. */
export const faultSchema = v.variant('kind', [
  /** The true answer, late. The call takes effect at once. */
  v.strictObject({ kind: v.literal('slow'), call, delayMs: milliseconds }),
  /** This answer; without `body` an error body of the usual shape. */
  v.strictObject({
    kind: v.literal('answer'),
    ...instead,
    status,
    body: v.exactOptional(v.string()),
    headers: v.exactOptional(v.record(headerName, headerValue)),
  }),
  /** The request is read, nothing is ever answered. */
  v.strictObject({ kind: v.literal('silence'), ...instead }),
  /** The head of the true answer, then nothing. */
  v.strictObject({ kind: v.literal('headersThenSilence'), call }),
  /** The true answer, one byte at a time. */
  v.strictObject({ kind: v.literal('drip'), call, intervalMs: milliseconds }),
  v.strictObject({ kind: v.literal('resetBeforeHeaders'), ...instead }),
  /** Half of the true answer's body, then a reset. */
  v.strictObject({ kind: v.literal('resetInBody'), call }),
  /** The whole true answer, a `Content-Length` beyond it, then the end of the connection. */
  v.strictObject({ kind: v.literal('lengthTooLong'), call }),
  /** The true answer with a padding member of so many bytes (default 64 MiB). */
  v.strictObject({ kind: v.literal('hugeBody'), call, bytes: v.exactOptional(bytes) }),
  /** The true answer gzip-encoded, whatever was asked for; with `bytes` padded before it is packed. */
  v.strictObject({ kind: v.literal('gzip'), call, bytes: v.exactOptional(bytes) }),
  v.strictObject({
    kind: v.literal('redirect'),
    ...instead,
    location: v.pipe(headerValue, v.minLength(1)),
    status: v.exactOptional(v.picklist([301, 302, 303, 307, 308])),
  }),
  /** A 101 that nobody asked for. */
  v.strictObject({ kind: v.literal('switchingProtocols'), ...instead }),
  /** Says `Stopped` and keeps sending. */
  v.strictObject({ kind: v.literal('stopIgnored'), call: v.literal('stop') }),
  /** The documented rate-limit text, by default with 429 and without `Retry-After`. */
  v.strictObject({
    kind: v.literal('rateLimited'),
    ...instead,
    status: v.exactOptional(status),
    retryAfter: v.exactOptional(headerValue),
  }),
  /** An error body that repeats the auth token of the request (default 401). */
  v.strictObject({ kind: v.literal('echoToken'), ...instead, status: v.exactOptional(status) }),
]);

/** One thing to go wrong, told apart by `kind`. */
export type Fault = v.InferOutput<typeof faultSchema>;

/** A fault as it is ordered: until replaced, or for the next so many calls. No fault clears all. */
export interface FaultOrder {
  readonly fault: Fault | undefined;
  readonly forNext?: number;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const faultOrderSchema = v.looseObject({ forNext: v.exactOptional(count) });

/** Reads a fault from outside: the fault's own fields with `forNext` beside them, or null to clear all. */
export function parseFaultOrder(
  input: unknown,
): { readonly ok: true; readonly order: FaultOrder } | { readonly ok: false; readonly problem: string } {
  if (input === null) return { ok: true, order: { fault: undefined } };
  const outer = v.safeParse(faultOrderSchema, input);
  if (!outer.success) return { ok: false, problem: problemOf(outer.issues[0]) };
  const { forNext, ...rest } = outer.output;
  const fault = v.safeParse(faultSchema, rest);
  if (!fault.success) return { ok: false, problem: problemOf(fault.issues[0]) };
  return { ok: true, order: { fault: fault.output, ...(forNext === undefined ? {} : { forNext }) } };
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'fault'}: ${issue.message}`;
}
