import type { PracticeCampaign } from './practiceCampaign.ts';
import { apiError } from './reply.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The id of the default campaign that is sending: the one to practise a stop on. */
export const runningCampaignId = 'cd-9f3c1e70-2b64-5a8d-b1f7-60c4e92a7d35';

/** What a person finds in the practice account, with times relative to `nowMs`. */
export function defaultCampaigns(nowMs: number): readonly PracticeCampaign[] {
  const ago = (ms: number): string => new Date(nowMs - ms).toISOString();
  return [...blackFriday(ago), ...waiting(ago), ...difficult(ago), springSale(ago)];
}

function blackFriday(ago: (ms: number) => string): readonly PracticeCampaign[] {
  const blast: PracticeCampaign = {
    id: runningCampaignId,
    name: 'Black Friday blast',
    description: 'Tells every subscriber about the Black Friday prices.',
    type: 'sms',
    status: 'Active',
    priority: 1,
    totalMessagesSent: 41_203,
    messagesPerMinute: 310,
    contactLists: ['Loyalty members DE', 'Newsletter 2026'],
    dncList: 'Opted out',
    createdAt: ago(2 * dayMs),
    updatedAt: ago(133 * minuteMs),
    schedule: { isSchedulingEnabled: false },
    campaignInstanceId: 'cid-4e8b07d2-c39a-5f16-8d20-b75e1a6f9c83',
    content: { format: 'simple', text: 'Black Friday: 30 % off everything until midnight.' },
  };
  return [
    blast,
    {
      ...blast,
      id: 'cd-1a5d84b9-7e02-5c3f-9a46-d8f2037b6ce1',
      description: 'The rehearsal of last week, under the same name.',
      status: 'Stopped',
      totalMessagesSent: 120,
      contactLists: ['Internal testers'],
      createdAt: ago(9 * dayMs),
      updatedAt: ago(8 * dayMs),
      campaignInstanceId: 'cid-d06f5a18-3b7e-5429-a1c8-2e94f70b5d6a',
    },
    {
      ...blast,
      id: 'cd-7d20f6ce-95b3-5e48-a07f-1c6b82d94e5b',
      description: 'The same for another country, held back by hand.',
      status: 'Paused',
      totalMessagesSent: 2_950,
      contactLists: ['Loyalty members AT'],
      createdAt: ago(2 * dayMs + 20 * minuteMs),
      updatedAt: ago(95 * minuteMs),
      campaignInstanceId: 'cid-a5e91c47-0d82-5b36-9f1e-64c70b2d8fa3',
    },
  ];
}

/** Those that are sending and do not stop as one wishes. They are older than the one to begin with, so listed below it. */
function difficult(ago: (ms: number) => string): readonly PracticeCampaign[] {
  const slow: PracticeCampaign = {
    id: 'cd-b48c05e7-61da-5f92-8b3d-e97f10c26a4d',
    name: 'Winter coats (answers slowly)',
    description: 'Its stop is carried out at once, and answered after 6 seconds.',
    type: 'sms',
    status: 'Active',
    priority: 2,
    totalMessagesSent: 12_640,
    messagesPerMinute: 90,
    contactLists: ['Customers DE'],
    createdAt: ago(3 * dayMs),
    updatedAt: ago(40 * minuteMs),
    schedule: { isSchedulingEnabled: false, isRecurrenceEnabled: false },
    campaignInstanceId: 'cid-2f7a8e10-b5c4-5d69-a03e-91d6f84c7b25',
    content: { format: 'simple', text: 'Winter coats are here. Reply STOP to end.' },
    faults: [{ kind: 'slow', call: 'stop', delayMs: 6000 }],
  };
  const lockedBody = JSON.stringify(apiError(409, 'The campaign is locked by its owner.').body);
  return [
    slow,
    {
      ...slow,
      id: 'cd-0e97d3a1-4c58-5b6f-92e0-7ab5d8c1f364',
      name: 'Back in stock (stop is refused)',
      description: 'Its stop is refused: somebody has locked it.',
      totalMessagesSent: 890,
      messagesPerMinute: 15,
      createdAt: ago(4 * dayMs),
      faults: [{ kind: 'answer', call: 'stop', status: 409, body: lockedBody }],
    },
    {
      ...slow,
      id: 'cd-f16b29c8-a0e3-5d74-8c95-3e4d7f50b9a2',
      name: 'Flash sale (says Stopped, goes on)',
      description: 'Its stop is answered with Stopped, and it goes on sending.',
      totalMessagesSent: 5_310,
      messagesPerMinute: 200,
      createdAt: ago(5 * dayMs),
      faults: [{ kind: 'stopIgnored', call: 'stop' }],
    },
  ];
}

function waiting(ago: (ms: number) => string): readonly PracticeCampaign[] {
  const checkout: PracticeCampaign = {
    id: 'cd-c27e60f4-58d1-5b9a-8e33-41a7f5d09b62',
    name: 'Checkout reminder test',
    description: 'Reminds people of a basket they left, with a link into the bot.',
    type: 'sms',
    status: 'Preparing',
    priority: 3,
    totalMessagesSent: 0,
    messagesPerMinute: 60,
    contactLists: ['Internal testers'],
    createdAt: ago(50 * minuteMs),
    updatedAt: ago(2 * minuteMs),
    schedule: { isSchedulingEnabled: false, isRecurrenceEnabled: false },
    content: { format: 'advanced', experienceFlow: 'cf-8b14d6e0-9c75-52fa-b3e8-07d1a4c96f2b' },
  };
  return [
    checkout,
    {
      ...checkout,
      id: 'cd-e6b90d35-14fc-5728-a5d9-93c0b82e7f4a',
      name: 'Weekly digest',
      description: 'The news of the week, every Monday.',
      status: 'Scheduled',
      priority: 5,
      totalMessagesSent: 8_412,
      messagesPerMinute: 120,
      contactLists: ['Newsletter 2026'],
      createdAt: ago(60 * dayMs),
      updatedAt: ago(4 * dayMs),
      schedule: { isSchedulingEnabled: true, isRecurrenceEnabled: true },
      campaignInstanceId: 'cid-70c3e9b5-6a2d-5f84-91e7-c8d50f3b1a96',
    },
    {
      ...checkout,
      id: 'cd-93d5e8b0-27fc-5a41-b6d8-05c1f79e4a6c',
      name: 'Christmas opening hours',
      description: 'When the shops are open, once, tomorrow.',
      status: 'Scheduled',
      priority: 4,
      contactLists: ['Customers DE'],
      createdAt: ago(6 * dayMs),
      updatedAt: ago(6 * dayMs),
      schedule: { isSchedulingEnabled: true, isRecurrenceEnabled: false },
    },
    {
      ...checkout,
      id: 'cd-58f2a7c6-d03b-5e91-8c74-b6e1094d2fa3',
      name: 'Product feedback',
      description: 'Asks for a rating two days after delivery.',
      status: 'Ready',
      priority: 4,
      contactLists: ['Customers DE'],
      createdAt: ago(1 * dayMs),
      updatedAt: ago(1 * dayMs),
    },
  ];
}

function springSale(ago: (ms: number) => string): PracticeCampaign {
  return {
    id: 'cd-304b9ed8-a6f5-5d17-b2c0-7f58e16c94ab',
    name: 'Spring sale',
    description: 'The spring prices, sent to everyone.',
    type: 'sms',
    status: 'Completed',
    priority: 2,
    totalMessagesSent: 200_000,
    messagesPerMinute: 400,
    contactLists: ['Newsletter 2026'],
    dncList: 'Opted out',
    createdAt: ago(210 * dayMs),
    updatedAt: ago(200 * dayMs),
    schedule: { isSchedulingEnabled: false, isRecurrenceEnabled: false },
    campaignInstanceId: 'cid-b91d47e3-05c8-5a62-8f3b-e0a6d97c124f',
    content: { format: 'simple', text: 'Spring is here, and so are our prices.' },
  };
}
