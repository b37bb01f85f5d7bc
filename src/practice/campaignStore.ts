import type { PracticeCampaign } from './practiceCampaign.ts';

/** The simulator's campaigns, which count while they are Active. */
export interface CampaignStore {
  all(): readonly PracticeCampaign[];
  find(id: string): PracticeCampaign | undefined;
  /** The first of that name, SMS or voice, as the documented Disable Schedule finds it. */
  findByName(name: string): PracticeCampaign | undefined;
  stop(campaign: PracticeCampaign): void;
  disableSchedule(campaign: PracticeCampaign): void;
}

const minuteMs = 60_000;

/** Holds the campaigns; `totalMessagesSent` of each is what it had when it was put here. */
export function createCampaignStore(campaigns: readonly PracticeCampaign[], now: () => number): CampaignStore {
  const held = new Map<string, { readonly campaign: PracticeCampaign; readonly sinceMs: number }>();
  const put = (campaign: PracticeCampaign): void => {
    held.set(campaign.id, { campaign, sinceMs: now() });
  };
  campaigns.forEach(put);

  const all = (): readonly PracticeCampaign[] =>
    [...held.values()].map(({ campaign, sinceMs }) => countUpTo(now(), campaign, sinceMs));
  const updatedAt = (): string => new Date(now()).toISOString();

  return {
    all,
    find: (id) => all().find((campaign) => campaign.id === id),
    findByName: (name) => all().find((campaign) => campaign.name === name),
    stop: (campaign) => {
      put({ ...campaign, status: 'Stopped', updatedAt: updatedAt() });
    },
    disableSchedule: (campaign) => {
      put({ ...withoutSchedule(campaign), updatedAt: updatedAt() });
    },
  };
}

function countUpTo(nowMs: number, campaign: PracticeCampaign, sinceMs: number): PracticeCampaign {
  if (campaign.status !== 'Active') return campaign;
  const sent = Math.floor((Math.max(0, nowMs - sinceMs) * campaign.messagesPerMinute) / minuteMs);
  return { ...campaign, totalMessagesSent: campaign.totalMessagesSent + sent };
}

function withoutSchedule(campaign: PracticeCampaign): PracticeCampaign {
  const waits = campaign.status === 'Scheduled' || campaign.status === 'Rescheduled';
  return {
    ...campaign,
    status: waits ? 'Ready' : campaign.status,
    schedule: { isSchedulingEnabled: false, isRecurrenceEnabled: false },
  };
}
