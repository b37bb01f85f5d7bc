import type { ListedCampaign } from '../kore/replies.ts';
import type { LaterFact } from '../stop/laterFact.ts';
import type { StopOrder, StopOutcome } from '../stop/outcome.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import { streamKey } from '../streams/streamKey.ts';
import { plainText } from './plainText.ts';

/** A stream from the settings, or the practice stream. */
export interface KnownStream extends ConfiguredStream {
  /** Set for the practice stream only: nothing of it is real. */
  readonly practice?: boolean;
  /** Of the practice stream: the person has ordered that something goes wrong in it. */
  readonly goesWrong?: boolean;
}

/** What this window did or does to a campaign. */
export type Activity =
  | {
      readonly kind: 'stopping';
      readonly sinceMs: number;
      /** When its first request was sent; milliseconds since 1970. */
      readonly sentAtMs?: number;
    }
  | {
      readonly kind: 'ended';
      readonly outcome: StopOutcome;
      /** What was learnt since, oldest first. */
      readonly later?: readonly LaterFact[];
      /** Until when its state is read again by itself; milliseconds since 1970. */
      readonly checkingUntilMs?: number;
    };

/** A campaign that was configured, listed, or both, or that a stop was tried on. */
export interface KnownCampaign {
  readonly stream: KnownStream;
  readonly id: string;
  readonly name?: string;
  /** The user listed it in `kore.streams`. */
  readonly configured: boolean;
  readonly listed?: ListedCampaign;
  /** When the list that has it was read; milliseconds since 1970. */
  readonly readAtMs?: number;
  /** Its state as it was asked for by itself, not with a list. */
  readonly checked?: KnownState;
  /** How many messages a minute it sent between the last two reads. */
  readonly perMinute?: number;
  readonly activity?: Activity;
  /** When its safety timer is due; milliseconds since 1970. */
  readonly stopsAtMs?: number;
}

export function campaignKey(stream: KnownStream, campaignId: string): string {
  return `${streamKey(stream)} ${campaignId}`;
}

/** What a person calls it: its name, else its id. A name of which nothing can be seen is none. */
export function campaignLabel({ name, id }: Pick<KnownCampaign, 'name' | 'id'>): string {
  return name === undefined || plainText(name) === '' ? id : name;
}

/** A state older than this is told as old, and never ranks as running. */
export const freshForMs = 120_000;

/** A campaign's state as Kore told it last, in a list or after a stop. */
export interface KnownState {
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly readAtMs: number;
  readonly sent?: number;
}

/** A known state as an order tells it of the time before. */
export function stateBefore({ state, readAtMs, sent }: KnownState): NonNullable<StopOrder['before']> {
  return { state, readAt: new Date(readAtMs).toISOString(), ...(sent === undefined ? {} : { sent }) };
}

/** The latest of what lists, stops and checks told. */
export function knownState(campaign: KnownCampaign): KnownState | undefined {
  const newer = (one: KnownState | undefined, other: KnownState | undefined): KnownState | undefined =>
    one === undefined || (other !== undefined && one.readAtMs < other.readAtMs) ? other : one;
  return newer(newer(stateFromList(campaign), stateFromStop(campaign)), campaign.checked);
}

function stateFromList({ listed, readAtMs }: KnownCampaign): KnownState | undefined {
  if (listed === undefined || readAtMs === undefined) return undefined;
  return { state: listed.state, readAtMs, ...(listed.sent === undefined ? {} : { sent: listed.sent }) };
}

function stateFromStop({ activity }: KnownCampaign): KnownState | undefined {
  if (activity?.kind !== 'ended') return undefined;
  const { state, stateReadAt } = activity.outcome;
  return state === undefined || stateReadAt === undefined ? undefined : { state, readAtMs: Date.parse(stateReadAt) };
}

/** When a stop of it was last asked for or ended, from here; milliseconds since 1970. */
export function usedAtMs({ activity }: Pick<KnownCampaign, 'activity'>): number | undefined {
  if (activity === undefined) return undefined;
  return activity.kind === 'stopping' ? activity.sinceMs : Date.parse(activity.outcome.finishedAt);
}

export function isFresh(known: Pick<KnownState, 'readAtMs'>, nowMs: number): boolean {
  // A clock that was set back makes a reading look as if it came from the future: how old it is, nobody knows.
  return Math.abs(nowMs - known.readAtMs) < freshForMs;
}

/** The count that a fresh list told before a stop began: what is read after it tells the rest. */
export function sentBefore(
  { listed, readAtMs }: Pick<KnownCampaign, 'listed' | 'readAtMs'>,
  startedAtMs: number,
): { readonly sent: number; readonly readAtMs: number } | undefined {
  if (listed?.sent === undefined || readAtMs === undefined || readAtMs > startedAtMs) return undefined;
  return isFresh({ readAtMs }, startedAtMs) ? { sent: listed.sent, readAtMs } : undefined;
}

/** 0 sends now, 1 is about to, 2 was not read lately, 3 is at rest. Lower goes first. */
export function rank(campaign: KnownCampaign, nowMs: number): number {
  return rankOf(knownState(campaign), nowMs);
}

/** The same of what is known of it. */
export function rankOf(known: KnownState | undefined, nowMs: number): number {
  if (known === undefined || !isFresh(known, nowMs)) return 2;
  switch (known.state) {
    case 'Active':
      return 0;
    case 'Preparing':
    case 'Scheduled':
    case 'Rescheduled':
      return 1;
    default:
      return 3;
  }
}
