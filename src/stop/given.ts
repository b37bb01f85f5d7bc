/**
 * Callers in plain JavaScript can pass anything. Every field is read here, once: a getter can throw, or give
 * another value the next time. Whether the values are good is checked later.
 */
import { HeldCall } from '../kore/heldCall.ts';
import type { Credential, Stream } from '../streams/stream.ts';
import type { StopOptions, StopOrder } from './outcome.ts';
import type { ManyOptions } from './stopMany.ts';
import type { ReadinessOptions } from './readiness.ts';

/** Options that were read: what is held is one of ours. */
export interface OrderOptions extends StopOptions {
  readonly held?: HeldCall;
}

type Fields<K extends string> = Partial<Record<K, unknown>>;

const credentialFields = ['kind', 'clientId', 'clientSecret', 'algorithm', 'subject', 'privateKeyPem', 'token'];

/** The longest that a timer of Node can wait; above it, it does not wait at all. */
const longestTimerMs = 2 ** 31 - 1;

/** The order as plain data, with types that are checked only by `prepare`. */
export function readOrder(given: unknown): StopOrder {
  const { stream, campaignId, credential, before, about } = fieldsOf(given, [
    'stream',
    'campaignId',
    'credential',
    'before',
    'about',
  ]);
  return {
    stream: readStream(stream),
    campaignId: campaignId as string,
    ...(credential === undefined ? {} : { credential: copyOf(credential, credentialFields) as Credential }),
    ...readBefore(before),
    ...(about === undefined ? {} : { about: textsOf(about, ['campaignName', 'tier', 'operator']) }),
  };
}

export function readStream(given: unknown): Stream {
  return copyOf(given, ['name', 'host', 'accountId', 'streamId', 'iid', 'tier', 'campaigns']) as Stream;
}

export function readCredential(given: unknown): Credential | undefined {
  return copyOf(given, credentialFields) as Credential | undefined;
}

/** The options that can be used; any other is as if it had not been given. */
export function readOptions(given: unknown): OrderOptions {
  const names = ['signal', 'onProgress', 'held', 'attemptTimeoutMs', 'deadlineMs', 'confirm'] as const;
  const { signal, onProgress, held, attemptTimeoutMs, deadlineMs, confirm } = fieldsOf(given, names);
  return {
    ...readSignal(signal),
    ...(typeof onProgress === 'function' ? { onProgress: onProgress as NonNullable<StopOptions['onProgress']> } : {}),
    ...(held instanceof HeldCall ? { held } : {}),
    ...readWait('attemptTimeoutMs', attemptTimeoutMs),
    ...readWait('deadlineMs', deadlineMs),
    ...(confirm === false ? { confirm } : {}),
  };
}

/** Many orders; what is no list has none. */
export function readOrders(given: unknown): readonly StopOrder[] {
  if (!Array.isArray(given)) return [];
  const places = Array.from({ length: given.length }, (_, index) => String(index));
  const fields = fieldsOf(given, places);
  return places.map((place) => readOrder(fields[place]));
}

/** The same for many orders. */
export function readManyOptions(given: unknown): ManyOptions {
  const { signal, onProgress, onOutcome, confirm } = fieldsOf(given, ['signal', 'onProgress', 'onOutcome', 'confirm']);
  return {
    ...readSignal(signal),
    ...(typeof onProgress === 'function' ? { onProgress: onProgress as NonNullable<ManyOptions['onProgress']> } : {}),
    ...(typeof onOutcome === 'function' ? { onOutcome: onOutcome as NonNullable<ManyOptions['onOutcome']> } : {}),
    ...(confirm === false ? { confirm } : {}),
  };
}

/** The same for a readiness check. */
export function readReadinessOptions(given: unknown): ReadinessOptions {
  const { signal, timeoutMs, campaignIds } = fieldsOf(given, ['signal', 'timeoutMs', 'campaignIds']);
  return {
    ...readSignal(signal),
    ...readWait('timeoutMs', timeoutMs),
    ...(Array.isArray(campaignIds) ? { campaignIds: campaignIds as string[] } : {}),
  };
}

/** Copies the named fields. One that throws when it is read becomes null, which no check takes for a value. */
function fieldsOf<K extends string>(given: unknown, names: readonly K[]): Fields<K> {
  const fields: Fields<K> = {};
  if (typeof given !== 'object' || given === null) return fields;
  for (const name of names) {
    try {
      fields[name] = (given as Fields<K>)[name];
    } catch {
      fields[name] = null;
    }
  }
  return fields;
}

/** The same, but what is no object stays what it is. */
function copyOf(given: unknown, names: readonly string[]): unknown {
  return typeof given === 'object' && given !== null ? fieldsOf(given, names) : given;
}

function textsOf<K extends string>(given: unknown, names: readonly K[]): Partial<Record<K, string>> {
  const texts: Partial<Record<K, string>> = {};
  const fields = fieldsOf(given, names);
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') texts[name] = value;
  }
  return texts;
}

function readBefore(given: unknown): Pick<StopOrder, 'before'> {
  const { state, readAt = '' } = textsOf(given, ['state', 'readAt']);
  if (state === undefined) return {};
  const { sent } = fieldsOf(given, ['sent']);
  return { before: { state, readAt, ...(typeof sent === 'number' ? { sent } : {}) } };
}

function readSignal(value: unknown): { signal?: AbortSignal } {
  return value instanceof AbortSignal ? { signal: value } : {};
}

function readWait<K extends string>(key: K, value: unknown): Partial<Record<K, number>> {
  if (typeof value !== 'number' || !(value > 0)) return {};
  return { [key]: Math.min(value, longestTimerMs) } as Partial<Record<K, number>>;
}
