import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { readSettings, sayYes, setCredential, showCampaigns, told } from './steps.ts';

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
  const copied = async (act: () => Promise<unknown>, message: RegExp): Promise<string> => {
    await window().page.evaluate(`navigator.clipboard.writeText('')`);
    await told(window(), act, message);
    return window().readClipboard();
  };
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

  it('is copied from a row, for a runbook, with ids and nothing else in it', async () => {
    await window().campaigns.waitForRow('By link');
    const link = await copied(
      () => window().campaigns.chooseFromMenu('By link', 'Copy Link'),
      /^Link to stop “By link” copied\. It always asks first/,
    );
    const query = `stream=${bank().stream.streamId}&campaign=cd-linked`;
    assert.equal(link, `code-oss://kore-campaigns.kore-campaigns/stop?${query}`);
  });
});

describe('a setup for a colleague', () => {
  const kore = sharedKore({ campaigns: [campaign({ id: 'cd-handed', name: 'Handed over' })] });
  const elsewhere = sharedKore({ campaigns: [campaign({ id: 'cd-theirs', name: 'Theirs' })] });
  const known = { name: 'Acme Bank', tier: 'production' };
  const window = sharedWindow(() => ({
    settings: {
      'kore.streams': [
        { ...entryOf(kore(), known), clientSecret: 'not for others' },
        { name: 'Broken', host: 'a.example' },
      ],
    },
  }));
  const streamsInFile = async (): Promise<readonly unknown[]> =>
    (await readSettings(window()))['kore.streams'] as readonly unknown[];
  let setup = '';

  it('is copied without what is no part of a stream', async () => {
    await showCampaigns(window(), 'Acme Bank');
    await window().page.evaluate(`navigator.clipboard.writeText('')`);
    const toast = await told(
      window(),
      () => window().runCommand('Kore: Copy Setup for a Colleague'),
      /^Copied, without credentials: 1 streams\. /,
    );
    assert.match(toast.text, /Left out, .*: 1 entries of kore\.streams\.$/);
    setup = await window().readClipboard();
    const { host } = new URL(kore().origin);
    const streams = [{ ...entryOf(kore(), known), host: `http://${host}` }];
    assert.deepEqual(JSON.parse(setup), { koreCampaignsSetup: 1, streams });
  });

  it('adds nothing while a field is wrong or a secret is in it, and names both in the box', async () => {
    const wrong = setup.replace('"st-', '"st/');
    await window().runCommand('Kore: Paste Setup from a Colleague…');
    await window().quickInput.waitForMessage(/^The JSON text that/);
    await window().quickInput.type(wrong);
    await window().quickInput.waitForMessage(/^“Acme Bank”: The stream id has “\/” in place 3\. Nothing was added\.$/);
    await window().quickInput.type(setup.replace('"name"', '"token": "x", "name"'));
    await window().quickInput.waitForMessage(/^There is a secret in it: “streams\[0\]\.token”\./);
    await window().quickInput.type(setup);
    const toast = await told(window(), () => window().quickInput.accept(), /^Nothing was added/);
    assert.equal(toast.text, 'Nothing was added. Already here, and left as they are: “Acme Bank”');
    assert.equal((await streamsInFile()).length, 2);
  });

  it('is added after a yes that saw its hosts, where a stream is added; what was there stays as it was', async () => {
    await showCampaigns(window(), 'Acme Bank');
    const before = await streamsInFile();
    const theirs = entryOf(elsewhere(), { name: 'Theirs', campaigns: [{ id: 'cd-theirs' }] });
    const text = JSON.stringify([entryOf(kore(), known), theirs]);
    const paste = async (): Promise<void> => {
      await window().runCommand('Kore: Paste Setup from a Colleague…');
      await window().quickInput.waitForMessage(/^The JSON text that/);
      await window().quickInput.type(text);
      await window().quickInput.accept();
    };
    await paste();
    const asked = await window().dialog.waitFor('Add the stream “Theirs”?');
    const { host } = new URL(elsewhere().origin);
    assert.ok(asked.detail.startsWith(`${host}: “Theirs” (staging)\nAlready here, and left as they are: “Acme Bank”`));
    await window().dialog.press("Don't Add");
    assert.deepEqual(await streamsInFile(), before);
    await paste();
    await window().dialog.waitFor('Add the stream “Theirs”?');
    await told(window(), () => window().dialog.press('Add Stream'), /^Added: 1 streams\. Each needs a credential/);
    await window().campaigns.waitForRow('Theirs');
    assert.deepEqual(await streamsInFile(), [...before, { ...theirs, host: elsewhere().origin }]);
  });
});
