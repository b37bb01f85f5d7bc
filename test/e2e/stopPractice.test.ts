import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VsCodeWindow, WindowOptions } from '../window/index.ts';
import {
  activePracticeCampaign,
  outcomeToast,
  pickerRow,
  practiceSettings,
  readPractice,
  type PracticeState,
} from '../window/practice.ts';
import { sharedWindow } from './sharedWindow.ts';

const places: readonly (readonly [string, WindowOptions])[] = [
  ['a window with a folder', {}],
  ['a window without a folder', { workspace: null }],
  ['a workspace that is not trusted', { trust: 'restricted' }],
];

for (const [place, options] of places) {
  describe(`stopping a practice campaign in ${place}`, () => {
    const window = sharedWindow({ settings: practiceSettings, ...options });

    it('sends nothing when Escape answers the confirmation', async () => {
      const campaign = await activePracticeCampaign(window());
      await askToStop(window());
      await window().dialog.pressKey('Escape');
      const { campaigns, requests } = await readPractice(window());
      assert.deepEqual(stopRequests({ requests }), []);
      assert.equal(campaigns.find(({ id }) => id === campaign.id)?.status, 'Active');
    });

    it('sends one stop request and says that it was confirmed', async () => {
      const campaign = await activePracticeCampaign(window());
      await askToStop(window());
      await window().dialog.pressKey('Enter');
      const told = await window().toasts.waitFor(outcomeToast(campaign), { timeoutMs: 70_000 });
      assert.equal(told.severity, 'info');
      assert.match(told.text, /\bStopped: .*confirmed/);
      const { campaigns, requests } = await readPractice(window());
      assert.equal(campaigns.find(({ id }) => id === campaign.id)?.status, 'Stopped');
      assert.equal(stopRequests({ requests }).length, 1);
    });
  });
}

/** Up to the confirmation, which an answer within a third of a second would not count for. */
async function askToStop(window: VsCodeWindow): Promise<void> {
  const campaign = await activePracticeCampaign(window);
  await window.runCommand('Kore: Stop SMS Campaign');
  await window.quickInput.choose(pickerRow(campaign));
  await window.dialog.waitFor(/stop “/i);
  await sleep(400);
}

function stopRequests({ requests }: Pick<PracticeState, 'requests'>): readonly string[] {
  return requests
    .filter(({ method, target }) => method === 'POST' && target.includes('trigger='))
    .map((one) => one.target);
}
