import type { KoreEndedStop, KoreOutcome, KoreStatus, KoreStream } from '../../../kore-campaigns.d.ts';
import type { CheckedNow } from '../../stop/afterwards/index.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { CallerDesk } from '../callers/callerDesk.ts';
import type { FlowResult } from '../stopping/stopFlow.ts';

type Desk = Pick<CallerDesk, 'clean' | 'sentence' | 'notReadSentence'>;

/*
 * Frozen copies for others, member by member: what is not named here stays here. Names and states are made plain, since
 * others will show them.
 */

export function streamCopy(stream: KnownStream): KoreStream {
  const campaigns = stream.campaigns.map(({ id, name }) =>
    Object.freeze({ id, ...(name === undefined ? {} : { name: plainText(name) }) }),
  );
  return Object.freeze({ ...streamFacts(stream), campaigns: Object.freeze(campaigns) });
}

function streamFacts({ name, streamId, host, tier, practice }: KnownStream): Omit<KoreStream, 'campaigns'> {
  return {
    name: plainText(name),
    streamId,
    host,
    ...(tier === undefined ? {} : { tier }),
    practice: practice === true,
  };
}

export function statusCopy(campaign: KnownCampaign, checked: CheckedNow, desk: Desk): KoreStatus {
  if (checked.kind === 'failed') {
    return Object.freeze({
      read: false,
      reason: checked.reason,
      ...(checked.httpStatus === undefined ? {} : { httpStatus: checked.httpStatus }),
      message: desk.clean(desk.notReadSentence(campaign, checked)),
    });
  }
  const { state, at, sent } = checked.fact;
  return Object.freeze({
    read: true,
    state: plainText(state),
    readAt: at,
    ...(sent === undefined ? {} : { sent }),
  });
}

export function outcomeCopy(result: Pick<FlowResult, 'campaign' | 'outcome'>, desk: Desk): KoreOutcome {
  const { outcome } = result;
  const { verdict, confirmedBy, effect, reason, state, stateReadAt, requests, httpStatus } = outcome;
  return Object.freeze({
    verdict,
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
    ...(effect === undefined ? {} : { effect }),
    ...(reason === undefined ? {} : { reason }),
    ...(state === undefined ? {} : { state: plainText(state) }),
    ...(stateReadAt === undefined ? {} : { stateReadAt }),
    sentence: desk.clean(desk.sentence(result)),
    requests,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    startedAt: outcome.startedAt,
    finishedAt: outcome.finishedAt,
  });
}

export function endedStopCopy(result: Pick<FlowResult, 'campaign' | 'outcome'>, desk: Desk): KoreEndedStop {
  const { stream, id, name } = result.campaign;
  return Object.freeze({
    stream: Object.freeze(streamFacts(stream)),
    campaignId: id,
    ...(name === undefined ? {} : { campaignName: plainText(name) }),
    outcome: outcomeCopy(result, desk),
  });
}
