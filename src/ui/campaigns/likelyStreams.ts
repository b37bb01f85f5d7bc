import { isProduction } from '../../streams/stream.ts';
import { knownState, usedAtMs, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';

/** What was seen sending longer ago says little of now. */
const latelyMs = 3_600_000;

/** What is known of a stream before anything is read. */
export interface StreamFacts {
  readonly stream: KnownStream;
  readonly campaigns: readonly KnownCampaign[];
  readonly pinned: boolean;
}

/**
 * The streams in the order in which to look for what sends: where something was seen sending lately, pinned ones,
 * production, those with a stop from here, the latest first; practice last. Else as they stand in the settings.
 */
export function likelyStreams(all: readonly StreamFacts[], nowMs: number): readonly KnownStream[] {
  return all
    .map((facts) => ({ stream: facts.stream, places: placesOf(facts, nowMs) }))
    .sort((one, other) => compare(one.places, other.places))
    .map(({ stream }) => stream);
}

/** One number for each reason, the weightiest first; the lower goes first. */
function placesOf({ stream, campaigns, pinned }: StreamFacts, nowMs: number): readonly number[] {
  return [
    stream.practice === true ? 1 : 0,
    campaigns.some((campaign) => sentLately(campaign, nowMs)) ? 0 : 1,
    pinned ? 0 : 1,
    isProduction(stream.tier) ? 0 : 1,
    -campaigns.reduce((latest, campaign) => Math.max(latest, usedAtMs(campaign) ?? 0), 0),
  ];
}

function sentLately(campaign: KnownCampaign, nowMs: number): boolean {
  const known = knownState(campaign);
  return known?.state === 'Active' && Math.abs(nowMs - known.readAtMs) < latelyMs;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((place, at) => place !== other[at]);
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}
