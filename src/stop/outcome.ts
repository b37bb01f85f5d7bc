import type { HeldCall } from '../kore/heldCall.ts';
import type { Credential, Stream } from '../streams/stream.ts';

/** How a stop order ended. Never `stopped` without Kore's own `Stopped` or `Completed` after the request. */
export type Verdict = 'stopped' | 'accepted' | 'notStopped' | 'unknown';

/** Why an order did not end as `stopped`. A closed list: each has a cause and an advice on screen. */
export const stopReasons = [
  'noCredential',
  'badInput',
  'secretStore',
  'tokenExpired',
  'unauthorized',
  'clockSkew',
  'forbidden',
  'notFound',
  'refused',
  'notConfirmed',
  'notSendingNow',
  'rateLimited',
  'noConnection',
  'proxy',
  'certificate',
  'redirected',
  'badReply',
  'noAnswer',
  'serverError',
  'stillRunning',
  'cancelled',
  'interrupted',
] as const;

export type StopReason = (typeof stopReasons)[number];

/** What the stop did: only with the verdict `stopped`. `finished`: it had run to its end. */
export type StopEffect = 'stopped' | 'alreadyStopped' | 'finished';

/** Why a `stopped` has only Kore's reply behind it. */
export type UncheckedBecause = 'off' | 'refused' | 'unreachable' | 'noReading' | 'budget' | 'cancelled';

/** The person's wish to stop one campaign. */
export interface StopOrder {
  readonly stream: Stream;
  readonly campaignId: string;
  readonly credential?: Credential;
  /** What was known before: Kore's state, ISO time of that reading, messages sent. */
  readonly before?: { readonly state: string; readonly readAt: string; readonly sent?: number };
  /** For the journal only. */
  readonly about?: { readonly campaignName?: string; readonly tier?: string; readonly operator?: string };
}

/** What happens while an order runs; times in milliseconds since 1970. */
export type StopStep =
  /** A stop of the same campaign is on its way since then; its steps follow. */
  | { readonly kind: 'joined'; readonly atMs: number }
  | { readonly kind: 'sending'; readonly attempt: number; readonly attempts: number; readonly atMs: number }
  /** Nothing is out; the next stop request goes then. */
  | { readonly kind: 'waiting'; readonly because: 'rate' | 'again'; readonly untilMs: number }
  | { readonly kind: 'answered'; readonly says: 'stopped' | 'accepted' | 'other'; readonly atMs: number }
  | { readonly kind: 'checking' }
  | { readonly kind: 'read'; readonly state: string; readonly atMs: number };

/**
 * A stop request that is signed, connected and waits: no byte of it has left, and nothing is recorded of it. Who does not
 * use it drops it.
 */
export type HeldStop = Pick<HeldCall, 'drop'>;

export interface StopOptions {
  /** Ends the order at once; what had left by then is told. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: StopStep) => void;
  /** From `holdStop`, of the same order: let go in place of the first request. Dropped where it is not of use. */
  readonly held?: HeldStop;
  /** Default 15,000, for a held one from its release. */
  readonly attemptTimeoutMs?: number;
  /** Default 60,000, from the moment the request may go. */
  readonly deadlineMs?: number;
  /** Whether the state is read after the request; default true. */
  readonly confirm?: boolean;
}

export interface StopOutcome {
  readonly verdict: Verdict;
  /** How `stopped` is known. */
  readonly confirmedBy?: 'reply' | 'status';
  readonly effect?: StopEffect;
  readonly uncheckedBecause?: UncheckedBecause;
  /** Not for `stopped`. */
  readonly reason?: StopReason;
  /** The state Kore told last, after the request; as it came. */
  readonly state?: string;
  /** ISO time of that reading. */
  readonly stateReadAt?: string;
  /**
   * Facts of the reason: `koreMessage`, `campaignExecutionType`, `retryAfterMs` from the end of that reply,
   * `retryAt` (the same as an ISO time), `certificateProblem`, `proxy` (its `host:port`), `proxyStatus`, `redirectedTo`, `clockAheadMs`, `tokenExpiredAt`,
   * `field`, `problem`, `explanation`, `code`, `contentType`, `nothingSent`. No secret in any.
   */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  /** One English line for logs and other callers. */
  readonly message: string;
  /** Stop requests of which a byte may have left. */
  readonly requests: number;
  /** Of the stop request that the reason is about, else of the last one; absent when that was not answered. */
  readonly httpStatus?: number;
  /** As Kore sent it: documented as the activation time, so never the time of the stop. */
  readonly updatedAt?: string;
  /** ISO time. */
  readonly startedAt: string;
  /** ISO time. */
  readonly finishedAt: string;
}
