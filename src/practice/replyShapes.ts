import type { PracticeCampaign } from './practiceCampaign.ts';

/** The reply to a stop request that was carried out. Source: Stop SMS Campaign API. */
export function stopReply(updatedAt: string): object {
  return { status: 'Stopped', message: 'Campaign Stopped', updatedAt, campaignExecutionType: 'NORMAL' };
}

/** Source: Get Campaign Status v2. */
export function statusReply(campaign: PracticeCampaign): object {
  return { status: 'success', data: { id: campaign.id, status: campaign.status, name: campaign.name } };
}

/** Source: Disable Campaign Schedule. */
export function scheduleReply(campaign: PracticeCampaign): object {
  return {
    status: 'success',
    message: `Campaign ${campaign.name} schedule has been disabled successfully`,
    id: campaign.id,
  };
}

/** Source: Get SMS Campaign (v2). It has `_id` and no count, unlike a list row. */
export function smsCampaignReply(campaign: PracticeCampaign): object {
  return {
    status: 'success',
    message: `Campaign ${campaign.name} retrieved successfully`,
    data: {
      _id: campaign.id,
      name: campaign.name,
      lname: campaign.name.toLowerCase(),
      description: campaign.description,
      status: campaign.status,
      ...dncLists(campaign),
      priority: String(campaign.priority),
      dialingStrategy,
      ...content(campaign),
      isImported: false,
      isFiltersEnabled: false,
      createdAt: campaign.createdAt,
      updatedAt: campaign.updatedAt,
      schedule: campaign.schedule,
      contactLists: campaign.contactLists,
      format: campaign.content.format,
    },
  };
}

/** One row of Get All Campaigns v2: an SMS row carries `id` and a count, a voice row `_id` and none. */
export function listRow(campaign: PracticeCampaign): object {
  const { name, description, status, createdAt, updatedAt, schedule, contactLists } = campaign;
  const priority = String(campaign.priority);
  const campaignInstanceUpdatedAt = updatedAt;
  if (campaign.type === 'voice') {
    return {
      _id: campaign.id,
      ...{ name, description, ...dncLists(campaign), priority, dialingMode: 'Progressive', status },
      ...{ isFiltersEnabled: false, createdAt, updatedAt, campaignInstanceUpdatedAt, schedule },
      ...{ connection: 'Default Queue', contactLists },
    };
  }
  return {
    ...{ name, description, status, ...dncLists(campaign), priority, ...content(campaign) },
    ...{ createdAt, updatedAt, schedule },
    ...(campaign.campaignInstanceId === undefined ? {} : { campaignInstanceId: campaign.campaignInstanceId }),
    id: campaign.id,
    totalMessagesSent: campaign.totalMessagesSent,
    campaignInstanceUpdatedAt,
    campaignExecutionType: 'NORMAL',
    contactLists,
    format: campaign.content.format,
  };
}

const dialingStrategy = {
  callerId: { phoneNumber: '+4930555012345' },
  callingHours: {
    frequency: 'WEEKLY',
    timezone: 'Europe/Berlin',
    days: ['MO', 'TU', 'WE', 'TH', 'FR'].map((day) => ({ day, start: '9:00 AM', end: '6:00 PM' })),
  },
};

function dncLists({ dncList }: PracticeCampaign): object {
  return dncList === undefined ? {} : { dncLists: { name: dncList } };
}

/** The text travels in base64 whose padding is percent-encoded (`…cg%3D%3D`). */
function content({ content }: PracticeCampaign): object {
  if (content.format === 'advanced') return { experienceFlow: content.experienceFlow };
  return { message: { message: encodeURIComponent(Buffer.from(content.text, 'utf8').toString('base64')) } };
}
