import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { setCredential, showCampaigns, told, tokenFor } from './steps.ts';

const command = 'Kore: Copy Stop Request as curl';

/** Runs a command as a person who pastes it into a terminal. */
async function runInBash(text: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const { stdout } = await promisify(execFile)('bash', ['-c', text], { env, timeout: 10_000 });
  return stdout;
}

describe('copying the stop request as curl', () => {
  const kore = sharedKore({
    campaigns: ['1', '2', '3', '4'].map((n) => campaign({ id: `cd-copy-${n}`, name: `Copy ${n}` })),
  });
  const other = sharedKore({ campaigns: [] });
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': [entryOf(kore()), entryOf(other(), { name: 'Acme Bank' })] },
  }));

  /** What is on the clipboard after `act`, which says that it was copied. */
  const copied = async (act: () => Promise<unknown>): Promise<string> => {
    await window().page.evaluate(`navigator.clipboard.writeText('')`);
    const toast = await told(window(), act, /^Copied: /);
    assert.match(toast.text, /Nothing was sent\. Put a token into KORE_AUTH before you run it\.$/);
    return window().readClipboard();
  };

  const documented = (id: string): string => {
    const { accountId, streamId } = kore().stream;
    const address = `${kore().origin}/campaign/api/v2/public/${streamId}/campaign//trigger/${id}`;
    return [
      `curl --request POST '${address}?accountId=${accountId}&campaignType=sms&trigger=stop' \\`,
      '  --header "auth: $KORE_AUTH" \\',
      `  --header 'accountid: ${accountId}' \\`,
      `  --header 'iid: ${streamId}' \\`,
      `  --header 'Content-Type: application/json' \\`,
      `  --data '{}'`,
    ].join('\n');
  };

  before('see the campaigns, and have a credential that could leak', async () => {
    await showCampaigns(window(), 'Acme Retail');
    await setCredential(window(), 'Acme Retail', kore().credential, 'Until this window closes or reloads');
    await window().campaigns.waitForRow('Copy 1');
  });

  it("copies the documented request from a row's menu with $KORE_AUTH in place of a token, and sends nothing", async () => {
    const text = await copied(() => window().campaigns.chooseFromMenu('Copy 1', 'Copy Stop Request as curl'));
    assert.equal(text, documented('cd-copy-1'));
    assert.deepEqual(stopsAt(kore()), []);
  });

  it('copies what the real curl stops the campaign with', async () => {
    const text = await copied(() => window().campaigns.chooseFromMenu('Copy 2', 'Copy Stop Request as curl'));
    const reply: unknown = JSON.parse(await runInBash(text, { KORE_AUTH: tokenFor(kore(), 300) }));
    assert.equal((reply as { status: unknown }).status, 'Stopped');
    assert.equal(statusAt(kore(), 'cd-copy-2'), 'Stopped');
    assert.deepEqual(stopsAt(kore()), ['cd-copy-2']);
  });

  it('copies from the palette without a confirmation', async () => {
    await window().runCommand(command);
    const asked = await window().quickInput.waitForTitle('Copy Stop Request as curl');
    assert.match(asked.placeholder, /Enter copies, nothing is sent$/);
    const text = await copied(() => window().quickInput.choose('Copy 3'));
    assert.equal(text, documented('cd-copy-3'));
    assert.equal(await window().dialog.read(), null);
  });

  it('leaves the token of a pasted command out, without a question about it', async () => {
    const token = tokenFor(kore(), 3600);
    await window().runCommand(command);
    await window().quickInput.waitForTitle('Copy Stop Request as curl');
    await window().quickInput.type(documented('cd-copy-4').replace('$KORE_AUTH', token));
    await window().quickInput.waitForRow(/^Campaign id/);
    const text = await copied(() => window().quickInput.accept());
    assert.equal(text, documented('cd-copy-4'));
    assert.equal(statusAt(kore(), 'cd-copy-4'), 'Active');
  });
});
