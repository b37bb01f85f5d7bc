import type { PracticeCampaign } from '../../../src/practice/index.ts';

/** A campaign of the practice Kore that sends. */
export function sendingCampaign(id: string): PracticeCampaign {
  return {
    id,
    name: `Campaign ${id}`,
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
  };
}
