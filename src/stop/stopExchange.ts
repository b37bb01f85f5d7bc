import { failureOf, isRateLimited, isTransient, saysFailure, type CallFailure } from '../kore/failure.ts';
import { isSuccess, jsonObject } from '../kore/replies.ts';
import type { Exchange } from '../kore/transport.ts';

/** What came of one stop request: the first of these that fits, in this order. */
export const exchangeClasses = [
  'unsent',
  'unanswered',
  'rate',
  'stopped',
  'failed',
  'accepted',
  'unreadable',
  'transient',
  'refused',
] as const;

export type ExchangeClass = (typeof exchangeClasses)[number];

/** One stop request and what came of it. */
export interface StopExchange {
  readonly class: ExchangeClass;
  readonly httpStatus?: number;
  /** Why it did not succeed; absent for `stopped` and `accepted`. */
  readonly failure?: CallFailure;
}

/** Classes one exchange by the rules of "What counts as stopped". Pure. */
export function classify(exchange: Exchange): ExchangeClass {
  if (exchange.kind === 'fault') return exchange.sent === 'no' ? 'unsent' : 'unanswered';
  const { status } = exchange;
  const body = isSuccess(status) ? jsonObject(exchange) : undefined;
  if (body?.status === 'Stopped') return 'stopped';
  if (isRateLimited(exchange)) return 'rate';
  if (isSuccess(status)) {
    if (body === undefined) return 'unreadable';
    return saysFailure(body) ? 'failed' : 'accepted';
  }
  if (isTransient(status)) return 'transient';
  return status >= 300 && status <= 499 ? 'refused' : 'unreadable';
}

export function toStopExchange(exchange: Exchange, signedHere: boolean): StopExchange {
  const exchangeClass = classify(exchange);
  const worked = exchangeClass === 'stopped' || exchangeClass === 'accepted';
  return {
    class: exchangeClass,
    ...(exchange.kind === 'reply' ? { httpStatus: exchange.status } : {}),
    ...(worked ? {} : { failure: failureOf(exchange, signedHere) }),
  };
}

/** True when Kore may have acted on the request although it did not say so. */
export function taints(exchange: StopExchange): boolean {
  switch (exchange.class) {
    case 'unanswered':
    case 'unreadable':
    case 'failed':
      return true;
    case 'transient':
      return exchange.httpStatus !== 425;
    case 'unsent':
    case 'rate':
    case 'stopped':
    case 'accepted':
    case 'refused':
      return false;
  }
}

/** True when the state is worth reading after this exchange. */
export function wantsReading(exchange: StopExchange): boolean {
  if (taints(exchange) || exchange.class === 'stopped' || exchange.class === 'accepted') return true;
  const status = exchange.httpStatus ?? 0;
  return exchange.class === 'refused' && status >= 400 && ![401, 403, 407].includes(status);
}
