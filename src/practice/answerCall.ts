import type { IncomingHttpHeaders } from 'node:http';
import type { CampaignStore } from './campaignStore.ts';
import { listCampaigns } from './listCampaigns.ts';
import { apiError, ok, rateLimitText, type Reply } from './reply.ts';
import { scheduleReply, smsCampaignReply, statusReply, stopReply } from './replyShapes.ts';
import type { Routed } from './route.ts';
import { refuseSignIn, type Identity } from './signIn.ts';

/** What a call of the campaign API reads and changes. */
export interface World {
  readonly identity: Identity;
  readonly campaigns: CampaignStore;
  readonly now: () => number;
  /** Counts a request of the account and says whether the minute still has room for it. */
  readonly admit: () => boolean;
}

export interface CallRequest {
  readonly routed: Routed;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** A stop then says `Stopped` and changes nothing. */
  readonly ignoreStop: boolean;
}

/** Answers one call as the vendor's pages describe it. */
export async function answerCall({ routed, headers, body, ignoreStop }: CallRequest, world: World): Promise<Reply> {
  const refusal = await refuseSignIn(headers, routed, world.identity, world.now());
  if (refusal) return refusal;
  if (!world.admit()) return apiError(429, rateLimitText);
  if (routed.call === 'get') return getSmsCampaign(routed, world);
  const json = parseJson(body);
  if (!json) return apiError(400, 'The body is not JSON.');
  switch (routed.call) {
    case 'stop':
      return stopCampaign(routed, world, ignoreStop);
    case 'status':
      return readStatus(routed, world);
    case 'list':
      return listCampaigns(world.campaigns.all(), json.value);
    case 'schedule':
      return disableSchedule(routed, world);
  }
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A parameter given twice counts as wrong: a reader that takes the other one must not matter. */
function isExactly(query: URLSearchParams, name: string, value: string): boolean {
  const values = query.getAll(name);
  return values.length === 1 && values[0] === value;
}

function noCampaign(): Reply {
  return apiError(404, 'There is no such campaign.');
}

function stopCampaign({ campaignId, query }: Routed, { campaigns, now }: World, ignoreStop: boolean): Reply {
  if (!isExactly(query, 'campaignType', 'sms')) return apiError(400, 'campaignType must be sms.');
  if (!isExactly(query, 'trigger', 'stop')) return apiError(400, 'This simulator accepts no trigger but stop.');
  const campaign = campaigns.find(campaignId);
  if (campaign?.type !== 'sms') return noCampaign();
  if (campaign.status === 'Stopped' || campaign.status === 'Completed') {
    return apiError(400, `The campaign cannot be stopped: it is already ${campaign.status}.`);
  }
  if (!ignoreStop) campaigns.stop(campaign);
  return ok(stopReply(new Date(now()).toISOString()));
}

function readStatus({ campaignId, query }: Routed, { campaigns }: World): Reply {
  if (query.has('view') && !isExactly(query, 'view', 'status')) return apiError(400, 'view must be status.');
  const campaign = campaigns.find(campaignId);
  return campaign ? ok(statusReply(campaign)) : noCampaign();
}

function getSmsCampaign({ campaignId }: Routed, { campaigns }: World): Reply {
  const campaign = campaigns.find(campaignId);
  return campaign?.type === 'sms' ? ok(smsCampaignReply(campaign)) : noCampaign();
}

function disableSchedule({ query }: Routed, { campaigns }: World): Reply {
  if (!isExactly(query, 'enableSchedule', 'false')) {
    return apiError(400, 'This simulator accepts no enableSchedule but false.');
  }
  const campaign = campaigns.findByName(query.get('campaignName') ?? '');
  if (!campaign) return noCampaign();
  if (!campaign.schedule.isSchedulingEnabled) return apiError(400, 'The campaign has no schedule.');
  campaigns.disableSchedule(campaign);
  return ok(scheduleReply(campaign));
}
