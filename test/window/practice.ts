import type { VsCodeWindow } from './window.ts';

/** What the simulator says of itself: the judge of whether a stop was asked for and had its effect. */
export interface PracticeState {
  readonly campaigns: readonly PracticeCampaign[];
  readonly requests: readonly { readonly method: string; readonly target: string }[];
}

export interface PracticeCampaign {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly totalMessagesSent: number;
}

/** Settings with which the extension starts the simulator by itself. */
export const practiceSettings = { 'kore.openPracticeOnStartup': true };

/** Asks the simulator that runs in the window's extension host. */
export async function readPractice(window: VsCodeWindow): Promise<PracticeState> {
  const [, base = ''] = await window.logs.waitFor(/Practice simulator listens on (http:\/\/127\.0\.0\.1:\d+)/, 60_000);
  const reply = await fetch(`${base}/practice/state`, { signal: AbortSignal.timeout(10_000) });
  if (!reply.ok) throw new Error(`The simulator answered ${String(reply.status)}`);
  return (await reply.json()) as PracticeState;
}

/** The campaign that is sending. */
export async function activePracticeCampaign(window: VsCodeWindow): Promise<PracticeCampaign> {
  const active = (await readPractice(window)).campaigns.find(({ status }) => status === 'Active');
  return active ?? window.screen.fail('The simulator has no Active campaign');
}

/** The picker's row of a campaign; two campaigns may have one name. */
export function pickerRow({ name, status }: PracticeCampaign): RegExp {
  return new RegExp(`^${escapePattern(name)}.*\\b${escapePattern(status)}\\b`, 's');
}

/** The notification that tells how a stop of the campaign ended, not its progress. */
export function outcomeToast({ name }: PracticeCampaign): RegExp {
  return new RegExp(`^(?!.*Stopping).*“${escapePattern(name)}”`, 's');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
