import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { sayYes, setCredential, showCampaigns, told } from './steps.ts';

const links = {
  1: '/stop?stream=Acme%20Bank&campaign=cd-linked',
  2: '/stop?stream=Acme%20Elsewhere&campaign=cd-linked',
  3: '/stop?stream=Acme%20Bank&campaign=cd-linked&host=evil.example',
  4: '/stop?stream=Acme%20Bank&campaign=..%2Fcd',
  5: '/stop?stream=Acme%20Retail&campaign=cd-linked',
};

describe('a link into VS Code', () => {
  const bank = sharedKore({ campaigns: [campaign({ id: 'cd-linked', name: 'By link' })] });
  const window = sharedWindow(() => ({
    settings: {
      'kore.confirmStop': 'never',
      'kore.streams': [
        entryOf(bank(), { name: 'Acme Bank', tier: 'production' }),
        entryOf(bank(), { streamId: 'st-other' }),
      ],
    },
    keybindings: Object.entries(links).map(([key, link]) => ({
      key: `ctrl+alt+shift+${key}`,
      command: 'vscode.open',
      args: `code-oss://kore-campaigns.kore-campaigns${link}`,
    })),
  }));
  const press = (key: keyof typeof links): Promise<void> =>
    window().page.keyboard.press(`Control+Alt+Shift+${String(key)}`);

  before('set the credential', async () => {
    await showCampaigns(window(), 'Acme Bank');
    await setCredential(window(), 'Acme Bank', bank().credential, 'Until this window closes or reloads');
  });

  it('opens the question of a configured stream’s campaign, says so, and sends nothing by itself', async () => {
    await press(1);
    const asked = await window().dialog.waitFor(/^Stop “.*” in PRODUCTION\?$/);
    assert.match(asked.detail, /^Opened by a link\. Go on only if you expected it\.\nStream: Acme Bank, 127\.0\.0\.1/);
    await window().dialog.pressKey('Escape');
    assert.deepEqual(stopsAt(bank()), []);
  });

  for (const [what, key, message] of [
    [
      'a stream that is not configured',
      2,
      /^A link asked to stop campaign …inked of “Acme Elsewhere”, which is no stream/,
    ],
    ['a host in it', 3, /^This link is none that Kore Campaigns knows\. Nothing was sent\.$/],
    [
      'an id that is a path',
      4,
      /^A link that should stop .* The campaign id has “\.” in place 1\. Nothing was sent\.$/,
    ],
    ['a stream without a credential', 5, /^A link asked to stop a campaign of “Acme Retail”, which has no credential/],
  ] as const) {
    it(`is refused, without a question, for ${what}`, async () => {
      const toast = await told(window(), () => press(key), message);
      assert.equal(toast.severity, 'error');
      assert.deepEqual([await window().dialog.read(), await window().quickInput.read()], [null, null]);
      assert.deepEqual(stopsAt(bank()), []);
    });
  }

  it('is asked about although the same campaign was stopped a moment ago', async () => {
    await press(1);
    await told(window(), () => sayYes(window(), /^Stop “.*” in PRODUCTION\?$/), /^Stopped: “/);
    await press(1);
    await window().dialog.waitFor(/^Stop “.*” in PRODUCTION\?$/);
    await window().dialog.pressKey('Escape');
    assert.deepEqual(stopsAt(bank()), ['cd-linked']);
  });
});
