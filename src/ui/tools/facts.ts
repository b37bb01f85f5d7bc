import type { StopOutcome } from '../../stop/outcome.ts';
import { knownState, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { ListFailure, ListState } from '../campaigns/campaignBoard.ts';
import { dataText } from './untrusted.ts';

/* What a model is told: few facts, none of them a secret, every text made plain and short. */

const longestId = 200;

export function streamFacts({ name, streamId, host, tier, practice }: KnownStream): object {
  return {
    stream: dataText(name),
    streamId,
    host: dataText(host),
    tier: tier ?? 'not set: handled as production',
    ...(practice === true ? { practice: true } : {}),
  };
}

export function campaignFacts(campaign: KnownCampaign): object {
  const known = knownState(campaign);
  return {
    // A list may give any text as one; those that can be stopped are no longer, and stay as they are.
    campaignId: plainText(campaign.id, longestId),
    ...(campaign.name === undefined ? {} : { name: dataText(campaign.name) }),
    ...(known === undefined
      ? { state: 'not read' }
      : { state: dataText(known.state), readAt: isoTime(known.readAtMs), sent: known.sent }),
    ...(campaign.activity?.kind === 'stopping' ? { beingStopped: true } : {}),
  };
}

/** Why a stream's list could not be read, where it could not. */
export function listFacts(state: ListState): object {
  if (state.kind === 'listed') return {};
  return { listNotRead: state.kind === 'failed' ? failureFacts(state.failure) : { reason: 'notYet' } };
}

export function failureFacts({ reason, httpStatus }: Pick<ListFailure, 'reason' | 'httpStatus'>): object {
  return { reason, ...(httpStatus === undefined ? {} : { httpStatus }) };
}

export function outcomeFacts(outcome: StopOutcome, sentence: string): object {
  const { verdict, confirmedBy, effect, reason, state, requests, finishedAt } = outcome;
  return {
    result: verdict,
    confirmedBy,
    effect,
    reason,
    ...(state === undefined ? {} : { state: dataText(state) }),
    requests,
    finishedAt,
    told: plainText(sentence, 600),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
