import { longestPauseMs, usualPauseMs } from '../retryAfter.ts';

/** A stream whose list somebody looks at. */
export interface WatchedStream {
  readonly key: string;
  /** Whose minute its calls count in. */
  readonly account: string;
  /** When its list was last asked for, by whomever; milliseconds since 1970. */
  readonly askedAtMs?: number;
  /** Something sends in it, or the person wants to see it first. */
  readonly likely: boolean;
  /** Until when Kore takes no list of the account, as it said when somebody else asked; milliseconds since 1970. */
  readonly pausedUntilMs?: number;
}

/** What came of a list that was asked for. */
export type RefreshEnd =
  | { readonly kind: 'read' | 'failed' }
  /** For so long from now, where Kore said so. */
  | { readonly kind: 'rateLimited'; readonly retryAfterMs?: number };

export interface SchedulePorts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** 0 where lists are read only when the person comes back to them. */
  readonly everySeconds: () => number;
  /** What is looked at now, the likeliest first; nothing while nobody looks. */
  readonly streams: () => readonly WatchedStream[];
  /** Whether this window is the one that reads; asked before each list. */
  readonly myTurn: () => Promise<boolean>;
  /** Never rejects. */
  readonly read: (key: string) => Promise<RefreshEnd>;
}

/**
 * How many lists of an account this window asks for by itself in any minute. Twelve people who look at the same account
 * then take 24 of its 60 requests at the most, whatever they have open.
 */
const mostPerMinute = 2;
const minuteMs = 60_000;
/** What a person comes back to is read again once it is older than this. */
const hastenedAfterMs = 15_000;
/** Windows that begin together do not go on together. */
const jitter = 0.2;
/** After a pause not all windows ask in the same second. */
const afterPauseMs = 10_000;
/** An account whose limit was used up is asked for that much less often, until that works again. */
const slowest = 4;
/** A list that cannot be read is asked for less often each time, up to so many times the usual. */
const mostPatience = 8;
/** Another window reads; this one looks again after so long whether it still does. */
const otherWindowMs = 15_000;

interface AccountPace {
  /** How many of its lists are being read. */
  reading: number;
  /** When those of the last minute were answered, or asked for where a person did that. */
  counted: readonly number[];
  pausedUntilMs: number;
  slower: number;
}

interface StreamPace {
  /** By this computer's clock as it is now. */
  askedAtMs: number | undefined;
  /** The same as it was told. */
  toldAtMs: number | undefined;
  patience: number;
  late: number;
  hastened: boolean;
  reading: boolean;
}

/**
 * When which list is read by itself: each after the time of the setting, at most two of an account in a minute, those
 * that were waited for longest first, where likely ones count double. No list waits for ever behind likelier ones.
 * Pauses when Kore says that the account's limit is used up, and goes on more slowly.
 */
export class RefreshSchedule {
  readonly #ports: SchedulePorts;
  readonly #accounts = new Map<string, AccountPace>();
  readonly #streams = new Map<string, StreamPace>();
  #notBeforeMs = -Infinity;
  #timer: AbortController | undefined;
  #ended = false;

  constructor(ports: SchedulePorts) {
    this.#ports = ports;
  }

  /** Something is not as it was: what is looked at, the setting, or who reads. */
  wake(): void {
    this.#notBeforeMs = -Infinity;
    this.#plan();
  }

  /** The person came back: what is not quite new is read now, as far as the account's share allows. */
  hasten(): void {
    for (const stream of this.#ports.streams()) {
      const pace = this.#paceOf(stream);
      pace.hastened = true;
      pace.patience = 1;
    }
    this.wake();
  }

  dispose(): void {
    this.#ended = true;
    this.#timer?.abort();
  }

  #plan(): void {
    this.#timer?.abort();
    if (this.#ended) return;
    const nowMs = this.#ports.now();
    const streams = this.#ports.streams().map((stream) => ({
      stream,
      pace: this.#paceOf(stream),
      account: this.#accountOf(stream),
    }));
    for (const one of streams) learn(one, nowMs);
    const waiting = streams
      .filter(({ pace }) => !pace.reading)
      .map((one) => ({ ...one, dueMs: this.#dueMs(one) }))
      .sort((one, other) => urgency(other, nowMs) - urgency(one, nowMs));
    for (const one of waiting) {
      if (Math.max(one.dueMs, freeAtMs(one.account), this.#notBeforeMs) <= nowMs) void this.#begin(one);
    }
    const next = waiting
      .filter(({ pace }) => !pace.reading)
      .map(({ dueMs, account }) => Math.max(dueMs, freeAtMs(account), this.#notBeforeMs));
    this.#sleepUntil(Math.min(...next), nowMs);
  }

  /** What ends plans anew, so nothing that is waited for without a time is forgotten. */
  #sleepUntil(dueMs: number, nowMs: number): void {
    if (dueMs === Infinity) return;
    const timer = (this.#timer = new AbortController());
    this.#ports.sleep(Math.max(1, dueMs - nowMs), timer.signal).then(
      () => {
        if (!timer.signal.aborted) this.#plan();
      },
      () => undefined,
    );
  }

  async #begin({ stream, pace, account }: Watched): Promise<void> {
    const { now, random, myTurn, read } = this.#ports;
    pace.reading = true;
    account.reading += 1;
    if (await myTurn()) {
      note(await read(stream.key), pace, account, this.#ports);
      pace.askedAtMs = now();
      pace.toldAtMs = this.#ports.streams().find(({ key }) => key === stream.key)?.askedAtMs;
      pace.hastened = false;
    } else this.#notBeforeMs = now() + otherWindowMs * (1 + jitter * random());
    pace.reading = false;
    account.reading -= 1;
    this.#plan();
  }

  #dueMs({ pace: { askedAtMs, hastened, patience, late }, account: { slower } }: Watched): number {
    const everyMs = this.#ports.everySeconds() * 1000;
    // Somebody has just opened it, whatever the setting.
    if (askedAtMs === undefined) return -Infinity;
    const usualMs = everyMs > 0 ? everyMs * slower * patience * (1 + jitter * late) : Infinity;
    const afterMs = hastened ? Math.min(hastenedAfterMs, usualMs) : usualMs;
    return askedAtMs + afterMs;
  }

  #accountOf({ account }: WatchedStream): AccountPace {
    const pace = this.#accounts.get(account) ?? { reading: 0, counted: [], pausedUntilMs: -Infinity, slower: 1 };
    this.#accounts.set(account, pace);
    return pace;
  }

  #paceOf({ key }: WatchedStream): StreamPace {
    const pace = this.#streams.get(key) ?? {
      askedAtMs: undefined,
      toldAtMs: undefined,
      patience: 1,
      late: this.#ports.random(),
      hastened: false,
      reading: false,
    };
    this.#streams.set(key, pace);
    return pace;
  }
}

/** A stream with what is kept of it and of its account. */
interface Watched {
  readonly stream: WatchedStream;
  readonly pace: StreamPace;
  readonly account: AccountPace;
}

/** Takes over what others have asked for in the meantime: it counts in the same minute. */
function learn({ stream: { askedAtMs, pausedUntilMs }, pace, account }: Watched, nowMs: number): void {
  if (pausedUntilMs !== undefined) pauseUntil(account, pausedUntilMs);
  // A clock that was set back lets nothing wait for it to catch up.
  account.pausedUntilMs = Math.min(account.pausedUntilMs, nowMs + longestPauseMs + afterPauseMs);
  account.counted = account.counted.filter((one) => one <= nowMs);
  if (pace.askedAtMs !== undefined) pace.askedAtMs = Math.min(pace.askedAtMs, nowMs);
  if (pace.reading || askedAtMs === undefined || askedAtMs === pace.toldAtMs) return;
  pace.toldAtMs = askedAtMs;
  pace.askedAtMs = Math.min(askedAtMs, nowMs);
  pace.hastened = false;
  count(account, pace.askedAtMs, nowMs);
}

/** Notes what came of a list that was asked for by itself. */
function note(end: RefreshEnd, pace: StreamPace, account: AccountPace, { now, random }: SchedulePorts): void {
  const nowMs = now();
  // By when it ended: it may have waited for the rate limit before it left.
  count(account, nowMs, nowMs);
  pace.late = random();
  switch (end.kind) {
    case 'read':
      pace.patience = 1;
      account.slower = Math.max(1, account.slower / 2);
      return;
    case 'failed':
      pace.patience = Math.min(mostPatience, pace.patience * 2);
      return;
    case 'rateLimited': {
      const pauseMs = Math.min(end.retryAfterMs ?? usualPauseMs, longestPauseMs);
      pauseUntil(account, nowMs + pauseMs + afterPauseMs * random());
      account.slower = Math.min(slowest, account.slower * 2);
    }
  }
}

function pauseUntil(account: AccountPace, ms: number): void {
  account.pausedUntilMs = Math.max(account.pausedUntilMs, ms);
}

function count(account: AccountPace, atMs: number, nowMs: number): void {
  account.counted = [...account.counted, atMs]
    .filter((one) => one <= nowMs && nowMs - one < minuteMs)
    .sort((one, other) => one - other);
}

/** From when on another list of the account may be asked for; `Infinity` while that hangs on those that are being read. */
function freeAtMs({ reading, counted, pausedUntilMs }: AccountPace): number {
  const room = mostPerMinute - reading;
  if (room <= 0) return Infinity;
  return Math.max(pausedUntilMs, (counted.at(-room) ?? -Infinity) + minuteMs);
}

/** What was never read goes first. */
function urgency({ stream, pace: { askedAtMs } }: Watched, nowMs: number): number {
  if (askedAtMs === undefined) return Number.MAX_VALUE;
  return (nowMs - askedAtMs) * (stream.likely ? 2 : 1);
}
