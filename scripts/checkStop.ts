// Stops the practice campaign in a real window, as a person would, and believes only the simulator.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  activePracticeCampaign,
  outcomeToast,
  pickerRow,
  practiceSettings,
  readPractice,
  type PracticeCampaign,
} from '../test/window/practice.ts';
import { extensionPackage, openWindow, type VsCodeWindow } from '../test/window/index.ts';
import { say } from './run.mjs';

const window = await openWindow({ vsix: [extensionPackage], settings: practiceSettings });
try {
  process.exitCode = (await stopPracticeCampaign(window)) ? 0 : 1;
} finally {
  await window.close();
}

async function stopPracticeCampaign(window: VsCodeWindow): Promise<boolean> {
  const before = await activePracticeCampaign(window);
  say(`Simulator before: ${describe(before)}`);

  await window.runCommand('Kore: Stop SMS Campaign');
  await window.quickInput.choose(pickerRow(before));
  const question = await window.dialog.waitFor();
  say(`VS Code asks: ${question.message}`);
  // A person reads first: an answer faster than that may be asked for again.
  await sleep(1_000);
  await window.dialog.pressKey('Enter');
  const told = await window.toasts.waitFor(outcomeToast(before), { timeoutMs: 70_000 });
  say(`Notification (${told.severity}): ${told.text}`);
  say('Kore log:');
  for (const line of await window.logs.lines()) say(`  ${line}`);

  const after = (await readPractice(window)).campaigns.find(({ id }) => id === before.id);
  say(`Simulator after: ${after === undefined ? 'the campaign is gone' : describe(after)}`);
  const worked = after?.status === 'Stopped' && told.severity === 'info' && /\bStopped\b/.test(told.text);
  say(worked ? 'The campaign went from Active to Stopped, and VS Code said so.' : 'NOT as it should be.');
  return worked;
}

function describe({ name, status, totalMessagesSent }: PracticeCampaign): string {
  return `“${name}” is ${status}, ${String(totalMessagesSent)} sent`;
}
