// Stops the practice campaign in a real window, as a person would, and believes only the simulator.
import { setTimeout as sleep } from 'node:timers/promises';
import { extensionPackage, openWindow, type VsCodeWindow } from '../test/window/index.ts';
import { say } from './run.mjs';

interface PracticeCampaign {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly totalMessagesSent: number;
}

const window = await openWindow({ vsix: [extensionPackage], settings: { 'kore.openPracticeOnStartup': true } });
try {
  process.exitCode = (await stopPracticeCampaign(window)) ? 0 : 1;
} finally {
  await window.close();
}

async function stopPracticeCampaign({ logs, quickInput, dialog, toasts }: VsCodeWindow): Promise<boolean> {
  const [, base = ''] = await logs.waitFor(/Practice simulator listens on (http:\/\/127\.0\.0\.1:\d+)/, 60_000);
  const before = (await readCampaigns(base)).find(({ status }) => status === 'Active');
  if (before === undefined) throw new Error('The simulator has no Active campaign');
  say(`Simulator before: ${describe(before)}`);

  await quickInput.runCommand('Kore: Stop SMS Campaign');
  await quickInput.choose(new RegExp(`^${escape(before.name)}`));
  const question = await dialog.waitFor();
  say(`VS Code asks: ${question.message}`);
  // A person reads first: an answer faster than that may be asked for again.
  await sleep(1_000);
  await dialog.pressKey('Enter');
  const told = await toasts.waitFor(new RegExp(`^(?!.*Stopping).*“${escape(before.name)}”`, 's'), {
    timeoutMs: 60_000,
  });
  say(`Notification (${told.severity}): ${told.text}`);
  say('Kore log:');
  for (const line of await logs.lines()) say(`  ${line}`);

  const after = (await readCampaigns(base)).find(({ id }) => id === before.id);
  say(`Simulator after: ${after === undefined ? 'the campaign is gone' : describe(after)}`);
  const worked = after?.status === 'Stopped' && told.severity === 'info' && /\bStopped\b/.test(told.text);
  say(worked ? 'The campaign went from Active to Stopped, and VS Code said so.' : 'NOT as it should be.');
  return worked;
}

async function readCampaigns(base: string): Promise<readonly PracticeCampaign[]> {
  const reply = await fetch(`${base}/practice/state`, { signal: AbortSignal.timeout(10_000) });
  return ((await reply.json()) as { campaigns: readonly PracticeCampaign[] }).campaigns;
}

function describe({ name, status, totalMessagesSent }: PracticeCampaign): string {
  return `“${name}” is ${status}, ${String(totalMessagesSent)} sent`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
