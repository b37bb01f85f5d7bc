import * as v from 'valibot';

import { redact } from '../../kore/redact.ts';
import { checkAccountId, checkCampaignId, checkHost, checkStreamId } from '../../streams/fields.ts';
import type { LaterFact } from '../laterFact.ts';
import type { OrderTrail } from '../orderTrail.ts';
import { stopReasons, type StopOutcome } from '../outcome.ts';
import type { StopIntent } from '../ports.ts';
import { exchangeClasses } from '../stopExchange.ts';
import type { Owner } from './owner.ts';

/** What a person wrote to a stop afterwards. */
export interface JournalNote {
  /** ISO time. */
  readonly at: string;
  readonly text: string;
  /** Who wrote it, where that is set. */
  readonly by?: string;
}

/** One line of a journal file, as it was read. */
export type JournalLine =
  | { readonly kind: 'owner'; readonly owner: Owner }
  | { readonly kind: 'intent'; readonly intent: StopIntent }
  /** Without an outcome where it could not be understood: the stop ended all the same. */
  | { readonly kind: 'outcome'; readonly of: string; readonly outcome?: StopOutcome; readonly trail?: OrderTrail }
  /** Without a fact where it could not be understood. */
  | { readonly kind: 'fact'; readonly of: string; readonly fact?: LaterFact }
  /** Without a note where it could not be understood. */
  | { readonly kind: 'note'; readonly of: string; readonly note?: JournalNote };

/** The stop that a line is about. */
export function idOfLine(line: JournalLine): string | undefined {
  switch (line.kind) {
    case 'owner':
      return undefined;
    case 'intent':
      return line.intent.id;
    case 'outcome':
    case 'fact':
    case 'note':
      return line.of;
  }
}

/** Of any text in a line, in UTF-16 units: a name from Kore can be of any length. */
export const longestText = 1000;

export const ownerLine = (owner: Owner): string => toLine({ kind: 'owner', v: 1, ...owner });
export const intentLine = (intent: StopIntent): string => toLine({ kind: 'intent', ...intent });
export const outcomeLine = (of: string, outcome: StopOutcome, trail?: OrderTrail): string =>
  toLine({ kind: 'outcome', of, outcome, ...(trail === undefined ? {} : { trail }) });
export const factLine = (of: string, fact: LaterFact): string => toLine({ kind: 'fact', of, fact });
export const noteLine = (of: string, note: JournalNote): string => toLine({ kind: 'note', of, note });

/** No secret reaches the journal; what has the shape of a token is taken out all the same. */
function toLine(value: unknown): string {
  const text = JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? member.slice(0, longestText) : member,
  );
  return `${redact(text, [])}\n`;
}

const text = v.pipe(v.string(), v.maxLength(longestText));
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/));
const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/),
  v.check((value) => !Number.isNaN(Date.parse(value))),
);
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const idThat = (check: (value: unknown) => { readonly ok: boolean }) =>
  v.pipe(
    v.string(),
    v.check((value) => check(value).ok && value === value.trim()),
  );
const origin = v.pipe(
  v.string(),
  v.check((value) => {
    const host = checkHost(value);
    return host.ok && host.value === value;
  }),
);

const owner = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2 ** 31 - 1)),
  host: text,
  boot: v.exactOptional(text),
  space: v.exactOptional(text),
  startedAt: time,
});

const intent = v.object({
  id,
  at: time,
  stream: v.object({
    name: text,
    origin,
    accountId: idThat(checkAccountId),
    streamId: idThat(checkStreamId),
  }),
  campaignId: idThat(checkCampaignId),
  before: v.exactOptional(v.object({ state: text, readAt: text, sent: v.exactOptional(v.number()) })),
  about: v.exactOptional(
    v.object({
      campaignName: v.exactOptional(text),
      tier: v.exactOptional(text),
      operator: v.exactOptional(text),
    }),
  ),
});

const outcome = v.object({
  verdict: v.picklist(['stopped', 'accepted', 'notStopped', 'unknown']),
  confirmedBy: v.exactOptional(v.picklist(['reply', 'status'])),
  effect: v.exactOptional(v.picklist(['stopped', 'alreadyStopped', 'finished'])),
  uncheckedBecause: v.exactOptional(v.picklist(['off', 'refused', 'unreachable', 'noReading', 'budget', 'cancelled'])),
  reason: v.exactOptional(v.picklist(stopReasons)),
  state: v.exactOptional(text),
  stateReadAt: v.exactOptional(time),
  details: v.exactOptional(v.record(text, v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]))),
  message: text,
  requests: whole,
  httpStatus: v.exactOptional(whole),
  updatedAt: v.exactOptional(text),
  startedAt: time,
  finishedAt: time,
});

/** Far more than an order can take. */
const mostSteps = 200;

const trail = v.object({
  exchanges: v.pipe(
    v.array(
      v.object({ at: time, endedAt: time, class: v.picklist(exchangeClasses), httpStatus: v.exactOptional(whole) }),
    ),
    v.maxLength(mostSteps),
  ),
  readings: v.pipe(v.array(v.object({ at: time, state: text })), v.maxLength(mostSteps)),
});

const note = v.object({ at: time, text, by: v.exactOptional(text) });

const fact = v.variant('kind', [
  v.object({
    kind: v.literal('read'),
    at: time,
    state: text,
    sent: v.exactOptional(whole),
    restarts: v.exactOptional(v.boolean()),
  }),
  v.object({ kind: v.literal('quiet'), at: time, since: time, sent: whole }),
  v.object({ kind: v.literal('scheduleOff'), at: time }),
  v.object({ kind: v.literal('watched'), at: time, afterMinutes: v.pipe(v.number(), v.finite(), v.minValue(0)) }),
  v.object({ kind: v.literal('seen'), at: time }),
]);

const later = v.object({ of: id });

/**
 * Reads a line, of which nothing is believed: it can be cut, from another version, or forged. Undefined for what is no
 * line of a journal; members that are not known are left out.
 */
export function readLine(line: string): JournalLine | undefined {
  const value = parse(line);
  const { kind } = (value ?? {}) as { kind?: unknown };
  switch (kind) {
    case 'owner': {
      const read = v.safeParse(owner, value);
      return read.success ? { kind, owner: read.output } : undefined;
    }
    case 'intent': {
      const read = v.safeParse(intent, value);
      return read.success ? { kind, intent: read.output } : undefined;
    }
    case 'outcome': {
      const read = v.safeParse(later, value);
      if (!read.success) return undefined;
      const body = v.safeParse(outcome, (value as { outcome?: unknown }).outcome);
      const steps = v.safeParse(trail, (value as { trail?: unknown }).trail);
      return {
        kind,
        of: read.output.of,
        ...(body.success ? { outcome: body.output } : {}),
        ...(steps.success ? { trail: steps.output } : {}),
      };
    }
    case 'fact': {
      const read = v.safeParse(later, value);
      if (!read.success) return undefined;
      const body = v.safeParse(fact, (value as { fact?: unknown }).fact);
      return { kind, of: read.output.of, ...(body.success ? { fact: body.output } : {}) };
    }
    case 'note': {
      const read = v.safeParse(later, value);
      if (!read.success) return undefined;
      const body = v.safeParse(note, (value as { note?: unknown }).note);
      return { kind, of: read.output.of, ...(body.success ? { note: body.output } : {}) };
    }
    default:
      return undefined;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
