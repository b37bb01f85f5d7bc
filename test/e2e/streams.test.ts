import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import {
  acceptInPicker,
  answer,
  choose,
  closeSettings,
  editSettings,
  editSettingsText,
  openPicker,
  pick,
  prompts,
  readSettings,
  readSettingsText,
  sayYes,
  setCredential,
  told,
  tokenFor,
  typeClientSecret,
  typeSettingsText,
} from './steps.ts';

const campaigns = ['1', '2', '3', '4', '5', '6'].map((n) => campaign({ id: `cd-new-${n}`, name: `Campaign ${n}` }));
const accountId = '67777ce93e25326494000000';
const streamId = 'st-0603182c-7ffb-53c3-b307-47ca14b00000';

/** Entries that must be left alone, whatever is wrong with them. */
const others = [
  {
    name: 'Spaces',
    host: '  HTTPS://Spaces.Example:443/ ',
    accountId,
    streamId,
    note: { mine: [1, null] },
    tier: 'staging',
  },
  { name: 'No account', host: 'a.example', streamId },
  'not an object',
  { name: 'Twice', host: 'spaces.example', accountId, streamId },
];

describe('streams', () => {
  const kore = sharedKore({ campaigns });
  const elsewhere = sharedKore({ campaigns });
  // In a browser VS Code saves by itself; on a desktop it does not.
  const window = sharedWindow({ settings: { 'files.autoSave': 'off' } });

  const streamsInFile = async (): Promise<unknown> => (await readSettings(window()))['kore.streams'];
  /** What VS Code writes is there a moment after it has said so. */
  const assertStreams = async (wanted: unknown): Promise<void> => {
    const deadlineMs = Date.now() + 10_000;
    let found = await streamsInFile();
    while (!isDeepStrictEqual(found, wanted) && Date.now() < deadlineMs) {
      await sleep(50);
      found = await streamsInFile();
    }
    assert.deepEqual(found, wanted);
  };
  /** The extension learns of a written setting a moment later: a fault's row that comes and goes tells that it has. */
  const start = async (streams: unknown): Promise<void> => {
    const noList = 'kore.streams: The stream must be a list.';
    await editSettings(window(), { 'kore.streams': 0 });
    await window().campaigns.waitForRow(noList);
    await editSettings(window(), { 'kore.streams': streams });
    if (!Array.isArray(streams)) return;
    await window().screen.waitFor('the streams to be read', async () =>
      (await window().campaigns.rows()).every(({ label }) => !label.startsWith(noList)),
    );
  };
  const stopUrl = (): string => {
    const { origin, stream } = elsewhere();
    return `${origin}/campaign/api/v2/public/${stream.streamId}/campaign//trigger/cd-new-2?accountId=${stream.accountId}&campaignType=sms&trigger=stop`;
  };
  const curl = (token: string, url = stopUrl()): string =>
    [
      `curl --location '${url}' \\`,
      `--header 'auth: ${token}' \\`,
      `--header 'accountid: ${elsewhere().stream.accountId}' \\`,
      `--header 'iid: ${elsewhere().stream.streamId}' \\`,
      `--header 'Content-Type: application/json' --data '{}'`,
    ].join('\n');

  before('see the empty view', async () => {
    await window().openKoreView();
    await window().screen.waitFor('the way in', async () =>
      (await window().sideBarText()).includes('Try It on a Practice Campaign'),
    );
  });

  describe('with nothing configured', () => {
    it('offers practice and the first stream', async () => {
      const text = await window().sideBarText();
      assert.match(text, /Stop a Kore\.ai SMS campaign from here/);
      assert.match(text, /Add a Stream/);
    });

    it('opens the picker at once, tells a wrong id in the row, and takes no Enter on it', async () => {
      await window().runCommand('Kore: Stop SMS Campaign');
      await window().quickInput.waitForTitle('Stop SMS Campaign');
      await window().quickInput.type('cd-bad/id');
      const row = await window().quickInput.waitForRow(/campaign id has “\/” in place 7/);
      assert.equal(row.detail, 'Nothing was sent. Correct it here.');
      await window().quickInput.accept();
      const { title, value } = await window().quickInput.waitFor();
      assert.deepEqual([title, value], ['Stop SMS Campaign', 'cd-bad/id']);
    });

    it('adds the stream on the way when a bare id is stopped, with nothing typed twice', async () => {
      const { host, accountId: account, streamId: stream } = kore().stream;
      await pick(window(), '  cd-new-1 ');
      await answer(window(), prompts.host, host);
      await answer(window(), prompts.accountId, account);
      await answer(window(), prompts.streamId, stream);
      await answer(window(), prompts.name, 'My bot');
      await choose(window(), 'development', 'Whom do its campaigns text?');
      await typeClientSecret(window(), kore().credential, 'Until this window closes or reloads');
      await window().campaigns.waitForRow('Campaign 1');
      // The name is known by now, though not when the confirmation was put up.
      const ask = () => sayYes(window(), 'Stop “cd-new-1” in development?');
      await told(window(), ask, /^Stopped: “Campaign 1” \(development\)/);
      assert.equal(statusAt(kore(), 'cd-new-1'), 'Stopped');
      await assertStreams([
        {
          name: 'My bot',
          host,
          accountId: account,
          streamId: stream,
          tier: 'development',
          campaigns: [{ id: 'cd-new-1' }],
        },
      ]);
    });

    it('stops by a pasted address of a stream that is in no setting, as production', async () => {
      await start([]);
      await pick(window(), stopUrl());
      await typeClientSecret(window(), elsewhere().credential, 'For this stop only');
      const { detail } = await window().dialog.waitFor(/^Stop “cd-new-2” in PRODUCTION\?$/);
      assert.match(
        detail,
        /^Tier not set for this stream: handled as production\.\nStream: 127\.0\.0\.1:\d+ …0b6e4, 127\.0\.0\.1:\d+\n/,
      );
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.deepEqual(stopsAt(elsewhere()), ['cd-new-2']);
      await assertStreams([]);
    });

    it('stops by a pasted curl command of several lines, with its token after asking', async () => {
      const token = tokenFor(elsewhere(), 3600);
      await pick(window(), curl(token).replace('cd-new-2', 'cd-new-3'));
      await choose(
        window(),
        'Use It for This Stop Only',
        /^What you pasted carries a token\. It holds until .* Use it\?$/,
      );
      const { detail } = await window().dialog.waitFor(/^Stop “cd-new-3” in PRODUCTION\?$/);
      assert.match(
        detail,
        /Signing with: credential typed for this stop \(pasted token of client id …\w{4}, until .+ \d\d:\d\d:\d\d\)/,
      );
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(elsewhere(), 'cd-new-3'), 'Stopped');
    });

    it('offers the token of a pasted command for the host that it was pasted with only', async () => {
      await start([]);
      const withoutAccount = curl(tokenFor(elsewhere(), 3600))
        .replace(/accountId=[^&]+&/, '')
        .replace(/--header 'accountid: [^']+'/, '');
      await pick(window(), withoutAccount);
      const { value } = await window().quickInput.waitForMessage(prompts.host);
      assert.equal(value, elsewhere().origin);
      await answer(window(), prompts.host, 'eu.example');
      await answer(window(), prompts.accountId, accountId);
      await answer(window(), prompts.name, 'Another');
      await choose(window(), 'staging');
      const asked = await window().quickInput.waitForTitle(/^Credential for “Another”/);
      assert.equal(asked.title, 'Credential for “Another” on eu.example');
    });
  });

  describe('added, changed and removed', () => {
    it('are typed field by field: a wrong one is named and stays, and Back keeps what was typed', async () => {
      await start(others);
      await window().runCommand('Kore: Add Stream…');
      const wrong = async (prompt: RegExp, text: string, problem: string): Promise<void> => {
        await answer(window(), prompt, text);
        const { value, severity } = await window().quickInput.waitForMessage(problem);
        assert.deepEqual([value, severity], [text, 'error']);
        await window().quickInput.accept();
        await window().quickInput.type('');
      };
      await wrong(prompts.host, 'https://me@platform.kore.ai', 'The host must not carry a user name or password.');
      await wrong(prompts.host, 'http://platform.kore.ai', 'The host must use https; http is for this computer only.');
      await answer(window(), prompts.host, ' HTTPS://Platform.Example:443/ ');
      await wrong(prompts.accountId, 'a/b', 'The account id has “/” in place 2.');
      await answer(window(), prompts.accountId, accountId);
      await wrong(prompts.streamId, 'st 1', 'The stream id has a space in place 3.');
      await answer(window(), prompts.streamId, streamId);
      const named = await window().quickInput.waitForMessage(prompts.name);
      assert.equal(named.value, 'platform.example');
      await window().quickInput.type('');
      await window().quickInput.accept();
      await window().quickInput.waitForMessage('The name is missing.');
      for (const [prompt, kept] of [
        [prompts.streamId, streamId],
        [prompts.accountId, accountId],
        [prompts.host, ' HTTPS://Platform.Example:443/ '],
      ] as const) {
        await window().quickInput.clickButton('Back');
        const { value } = await window().quickInput.waitForMessage(prompt);
        assert.equal(value.trim(), kept.trim());
      }
      for (const prompt of [prompts.host, prompts.accountId, prompts.streamId]) {
        await window().quickInput.waitForMessage(prompt);
        await window().quickInput.accept();
      }
      await answer(window(), prompts.name, 'Typed');
      await choose(window(), 'PRODUCTION');
      await window().quickInput.waitForTitle('Credential for “Typed” on platform.example');
      await assertStreams([
        ...others,
        { name: 'Typed', host: 'https://platform.example', accountId, streamId, tier: 'production' },
      ]);
    });

    it('are offered again as typed after Escape, until they are in the list', async () => {
      await start(others);
      const begin = async (): Promise<string> => {
        await window().runCommand('Kore: Add Stream…');
        return (await window().quickInput.waitForMessage(prompts.host)).value;
      };
      const escape = async (): Promise<void> => {
        await window().quickInput.escape();
        await window().quickInput.waitForClosed();
      };
      const offered = async (prompt: RegExp): Promise<string> => {
        await window().quickInput.accept();
        return (await window().quickInput.waitForMessage(prompt)).value;
      };
      assert.equal(await begin(), '');
      await answer(window(), prompts.host, 'again.example');
      await window().quickInput.waitForMessage(prompts.accountId);
      await window().quickInput.type(accountId);
      await escape();
      assert.equal(await begin(), 'again.example');
      assert.equal(await offered(prompts.accountId), accountId);
      assert.equal(await offered(prompts.streamId), '');
      await answer(window(), prompts.streamId, streamId);
      await answer(window(), prompts.name, 'Again');
      await choose(window(), 'staging');
      await window().quickInput.waitForTitle('Credential for “Again” on again.example');
      await escape();
      assert.equal(await begin(), '');
    });

    it('come from a pasted curl command, with its token after asking', async () => {
      await start(others);
      await window().runCommand('Kore: Add Stream…');
      await window().quickInput.waitForMessage(prompts.host);
      const token = tokenFor(elsewhere(), 3600);
      await window().quickInput.type(curl(token));
      const { message } = await window().quickInput.waitForMessage(/^Found: /);
      assert.match(message, /^Found: 127\.0\.0\.1:\d+, account, stream, campaign, a token\. Enter goes on\.$/);
      await window().quickInput.accept();
      await answer(window(), prompts.name, 'From curl');
      await choose(window(), 'staging');
      await choose(window(), 'Use It Until This Window Closes or It Expires', /carries a token/);
      await window().campaigns.waitForRow('Campaign 1');
      await assertStreams([...others, entryOf(elsewhere(), { name: 'From curl', campaigns: [{ id: 'cd-new-2' }] })]);
      assert.ok(!(await readSettingsText(window())).includes(token));
    });

    it('do not show a pasted token again on the way back, and still ask about it', async () => {
      await start(others);
      await window().runCommand('Kore: Add Stream…');
      // By another name of this computer: there is no credential for it yet.
      const here = (text: string): string => text.replaceAll('127.0.0.1', 'localhost');
      await answer(window(), prompts.host, here(curl(tokenFor(elsewhere(), 3600))));
      await window().quickInput.waitForMessage(prompts.name);
      await window().quickInput.clickButton('Back');
      const { value } = await window().quickInput.waitForMessage(/^Found: /);
      assert.equal(value, here(curl('<token>')).replaceAll('\n', ' '));
      await window().quickInput.accept();
      await answer(window(), prompts.name, 'Back again');
      await choose(window(), 'staging');
      await choose(window(), 'Use It Until This Window Closes or It Expires', /carries a token/);
      const written = entryOf(elsewhere(), {
        name: 'Back again',
        host: here(elsewhere().origin),
        campaigns: [{ id: 'cd-new-2' }],
      });
      await assertStreams([...others, written]);
    });

    it('take nothing from a pasted command after another host was typed in its place, least of all its token', async () => {
      await start(others);
      await window().runCommand('Kore: Add Stream…');
      const withIid = curl(tokenFor(elsewhere(), 3600)).replace(/iid: [^']+/, 'iid: st-other-application');
      await answer(window(), prompts.host, withIid);
      await window().quickInput.waitForMessage(prompts.name);
      await window().quickInput.clickButton('Back');
      await window().quickInput.waitForMessage(/^Found: /);
      await window().quickInput.type('eu.example');
      await window().quickInput.accept();
      await answer(window(), prompts.accountId, accountId);
      await answer(window(), prompts.streamId, streamId);
      await answer(window(), prompts.name, 'Another');
      await choose(window(), 'staging');
      const asked = await window().quickInput.waitForTitle('Credential for “Another” on eu.example');
      assert.doesNotMatch(asked.placeholder, /token/);
      await assertStreams([
        ...others,
        { name: 'Another', host: 'https://eu.example', accountId, streamId, tier: 'staging' },
      ]);
    });

    it('come from a pasted address, which may lack the account', async () => {
      await start(others);
      await window().runCommand('Kore: Add Stream…');
      await answer(
        window(),
        prompts.host,
        `https://eu.example/campaign/api/v2/public/${streamId}/campaign/getAllCampaignDetails`,
      );
      await answer(window(), prompts.accountId, accountId);
      await answer(window(), prompts.name, 'From address');
      await choose(window(), 'development');
      await window().quickInput.waitForTitle('Credential for “From address” on eu.example');
      await assertStreams([
        ...others,
        { name: 'From address', host: 'https://eu.example', accountId, streamId, tier: 'development' },
      ]);
    });

    it('change in the one field that was edited', async () => {
      await start(others);
      await window().runCommand('Kore: Edit Stream…');
      await choose(window(), 'Tier', 'What shall be changed?');
      await choose(window(), 'PRODUCTION');
      await window().campaigns.waitForRow(/^Spaces, production/);
      await window().runCommand('Kore: Edit Stream…');
      await choose(window(), 'Name', 'What shall be changed?');
      await answer(window(), prompts.name, 'Renamed');
      await window().campaigns.waitForRow('Renamed');
      const [first, ...rest] = others;
      await assertStreams([{ ...(first as object), tier: 'production', name: 'Renamed' }, ...rest]);
    });

    it('have an application id of their own under Advanced, checked as in the settings, and none is the stream id', async () => {
      const entry = entryOf(kore(), { more: { kept: true } });
      await start([...others, entry]);
      const edit = async (): Promise<void> => {
        await window().campaigns.chooseFromMenu(/^Acme Retail/, 'Edit Stream…');
        const { rows } = await window().quickInput.waitFor('the fields', ({ placeholder }) =>
          placeholder.startsWith('What shall be changed?'),
        );
        assert.deepEqual(
          rows.map(({ label }) => label),
          ['Name', 'Tier', 'Host', 'Account id', 'Stream id', 'Advanced…'],
        );
        await choose(window(), 'Advanced…', 'What shall be changed?');
        await choose(window(), 'Application id (iid)', 'What shall be changed?');
      };
      const prompt = /^Application id \(iid\)\. Leave it empty/;
      await edit();
      await answer(window(), prompt, 'st-1/..');
      const wrong = await window().quickInput.waitForMessage('The application id (iid) has “/” in place 5.');
      assert.equal(wrong.severity, 'error');
      await window().quickInput.type(' st-application ');
      await window().quickInput.accept();
      await window().screen.waitFor('the setting to be written', async () =>
        JSON.stringify(await streamsInFile()).includes('st-application'),
      );
      await assertStreams([...others, { ...entry, iid: 'st-application' }]);
      await edit();
      await answer(window(), prompt, '');
      await window().screen.waitFor(
        'the setting to be written',
        async () => !JSON.stringify(await streamsInFile()).includes('st-application'),
      );
      await assertStreams([...others, entry]);
    });

    it('take a campaign into their list, by its address, and leave it out again', async () => {
      const mine = { id: ' cd-mine ', note: 'mine' };
      const own = entryOf(kore(), { more: { kept: true }, campaigns: [mine, 'odd'] });
      await start([...others, own]);
      await window().campaigns.waitForRow('cd-mine');
      await window().campaigns.chooseFromMenu(/^Acme Retail/, 'Add Campaign…');
      await window().quickInput.waitForTitle('Add Campaign to “Acme Retail”');
      const prompt = /^Campaign id, or paste/;
      await answer(window(), prompt, 'cd-new 9');
      const wrong = await window().quickInput.waitForMessage('The campaign id has a space in place 7.');
      assert.deepEqual([wrong.value, wrong.severity], ['cd-new 9', 'error']);
      await window().quickInput.type(stopUrl().replace('cd-new-2', 'cd-new-9'));
      await window().quickInput.accept();
      await answer(window(), /^A name for this campaign/, 'Ninth');
      await window().campaigns.waitForRow('Ninth');
      const added = { id: 'cd-new-9', name: 'Ninth' };
      await assertStreams([...others, { ...own, campaigns: [mine, 'odd', added] }]);

      await window().campaigns.chooseFromMenu('cd-mine', 'Remove Campaign from the List…');
      const { detail } = await window().dialog.waitFor('Remove “cd-mine” from the list?');
      assert.match(detail, /^Nothing changes at Kore\.ai: if it is sending, it goes on/);
      await window().dialog.press('Remove');
      await window().screen.waitFor('the row to go', async () =>
        (await window().campaigns.rows()).every(({ label }) => label !== 'cd-mine'),
      );
      await assertStreams([...others, { ...own, campaigns: ['odd', added] }]);
    });

    it('go with their credential, and leave the others', async () => {
      const own = entryOf(kore());
      await start([others[1], own, ...others]);
      await setCredential(window(), 'Acme Retail', kore().credential, 'On this computer');
      await window().runCommand('Kore: Remove Stream…');
      await choose(window(), 'Acme Retail');
      await window().dialog.waitFor('Remove “Acme Retail” from the list?');
      await window().dialog.press('Remove');
      await window().screen.waitFor('the entry to go', async () => ((await streamsInFile()) as unknown[]).length === 5);
      await assertStreams([others[1], ...others]);
      await start([own]);
      await window().campaigns.waitForRow('Acme Retail');
      await pick(window(), 'cd-new-6');
      await window().quickInput.waitForTitle(/^Credential for “Acme Retail”/);
    });
  });

  describe('whose settings file VS Code does not write', () => {
    const add = async (): Promise<void> => {
      await window().runCommand('Kore: Add Stream…');
      await answer(window(), prompts.host, 'kept.example');
      await answer(window(), prompts.accountId, accountId);
      await answer(window(), prompts.streamId, streamId);
      await answer(window(), prompts.name, 'Kept');
      await choose(window(), 'staging');
    };
    const kept = { name: 'Kept', host: 'https://kept.example', accountId, streamId, tier: 'staging' };

    it('are kept as typed while it is not saved, and written by Try Again', async () => {
      await start(others);
      await typeSettingsText(window(), '{}');
      const toast = await told(window(), add, /^The settings were not written/);
      assert.match(toast.text, /What you typed is kept: mend the settings file, then try again\.$/);
      assert.deepEqual([toast.severity, toast.buttons], ['error', ['Try Again', 'Open Settings File']]);
      await assertStreams(others);
      await closeSettings(window());
      await window().toasts.click(/^The settings were not written/, 'Try Again');
      await window().quickInput.waitForTitle('Credential for “Kept” on kept.example');
      await assertStreams([...others, kept]);
    });

    it('are kept as typed while it is no JSON, and written by Try Again', async () => {
      await start(others);
      const good = await readSettingsText(window());
      await editSettingsText(window(), `${good} nonsense`);
      await told(window(), add, /^The settings were not written/);
      await told(
        window(),
        () => window().toasts.click(/^The settings were not written/, 'Try Again'),
        /^The settings were not written/,
      );
      assert.equal(await readSettingsText(window()), `${good} nonsense`);
      await editSettingsText(window(), good);
      await window().toasts.click(/^The settings were not written/, 'Try Again');
      await window().quickInput.waitForTitle('Credential for “Kept” on kept.example');
      await assertStreams([...others, kept]);
    });
  });

  describe('with something wrong in the settings', () => {
    it('are rows that say what it is and open the setting, next to good ones that work', async () => {
      await start([...others, entryOf(kore(), { campaigns: [{ id: 'cd-new-5' }, { id: 'a b' }] })]);
      const before = await readSettingsText(window());
      for (const row of [
        'Entry 2 of kore.streams (No account): The account id is missing.',
        'Entry 3 of kore.streams: The stream must be an object in braces.',
        'Entry 4 of kore.streams (Twice): This stream is in the list twice; the first one counts.',
        'Campaign 2 in entry 5 of kore.streams (Acme Retail): The campaign id has a space in place 2.',
      ]) {
        await window().campaigns.waitForRow(row);
      }
      await pick(window(), 'cd-new-5');
      await typeClientSecret(window(), kore().credential, 'Until this window closes or reloads');
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(kore(), 'cd-new-5'), 'Stopped');
      assert.equal(await readSettingsText(window()), before);
      await window().campaigns.select(/^Entry 2/);
      await window().page.locator('.settings-editor').waitFor();
      await closeSettings(window());
    });

    it('are one row when the setting is no list, which Add Stream does not overwrite', async () => {
      await start('not a list');
      await window().campaigns.waitForRow(/^kore\.streams: The stream must be a list\./);
      await window().runCommand('Kore: Add Stream…');
      await answer(window(), prompts.host, curl(tokenFor(elsewhere(), 3600)));
      await answer(window(), prompts.name, 'New');
      await told(
        window(),
        () => choose(window(), 'staging'),
        /^The settings were not written: kore\.streams is not a list/,
      );
      await assertStreams('not a list');
    });

    it('are 500, and the last one can be stopped in', async () => {
      const many = Array.from({ length: 499 }, (_, n) => ({
        name: `Stream ${String(n)}`,
        host: `h${String(n)}.example`,
        accountId,
        streamId,
      }));
      await start([...many, entryOf(kore(), { name: 'The last one' })]);
      await window().campaigns.waitForRow('Stream 0');
      await openPicker(window());
      await window().quickInput.type('cd-new-6');
      await window().quickInput.waitForRow(/cd-new-6|Campaign 6/);
      await acceptInPicker(window());
      await window().screen.waitFor('a question', async () => {
        const state = await window().quickInput.read();
        if (state?.placeholder.endsWith('Which one is it in?') === true) {
          await window().quickInput.type('The last one');
          await choose(window(), 'The last one');
        }
        return (await window().dialog.read()) !== null;
      });
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(kore(), 'cd-new-6'), 'Stopped');
    });
  });
});
