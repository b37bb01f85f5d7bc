import type { PracticeCampaign } from '../../../src/practice/index.ts';

/** A campaign of the practice Kore that sends, unless told otherwise. */
export function sendingCampaign(given: Pick<PracticeCampaign, 'id'> & Partial<PracticeCampaign>): PracticeCampaign {
  return {
    name: `Campaign ${given.id}`,
    description: '',
    type: 'sms',
    status: 'Active',
    priority: 1,
    totalMessagesSent: 1000,
    messagesPerMinute: 60,
    contactLists: ['Testers'],
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T11:00:00.000Z',
    schedule: { isSchedulingEnabled: false },
    content: { format: 'simple', text: 'Hello' },
    ...given,
  };
}
