import type { Fault } from './fault.ts';

/** The campaign states that the vendor documents. */
export const campaignStates = [
  'Active',
  'Completed',
  'Ready',
  'Paused',
  'Preparing',
  'Stopped',
  'Scheduled',
  'Rescheduled',
] as const;

export type CampaignState = (typeof campaignStates)[number];

/** A campaign of the simulator as it stands at one moment. Times are ISO texts. */
export interface PracticeCampaign {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** A voice campaign is listed, read and unscheduled like an SMS one, but `campaignType=sms` does not find it. */
  readonly type: 'sms' | 'voice';
  readonly status: CampaignState;
  /** 1 to 5; a number in filters, a text in replies. */
  readonly priority: number;
  readonly totalMessagesSent: number;
  /** How fast `totalMessagesSent` grows while the campaign is Active. */
  readonly messagesPerMinute: number;
  readonly contactLists: readonly string[];
  readonly dncList?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The API leaves `isRecurrenceEnabled` out of some replies, so it may be missing here. */
  readonly schedule: { readonly isSchedulingEnabled: boolean; readonly isRecurrenceEnabled?: boolean };
  /** `cid-…`, of the last run. */
  readonly campaignInstanceId?: string;
  /** Only a `simple` campaign carries its text, only an `advanced` one its flow. */
  readonly content:
    | { readonly format: 'simple'; readonly text: string }
    | { readonly format: 'advanced'; readonly experienceFlow: string };
  /** What goes wrong with calls about this campaign, beside what is ordered for all. */
  readonly faults?: readonly Fault[];
}
