import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import manifest from '../../package.json' with { type: 'json' };
import type { Secret } from '../unit/support/secretSearch.ts';
import { Everywhere, figuresLine, searchPlaces, type SearchFigures } from './everywhere.ts';
import { secretPlace, sharedForwarder } from './forwarder.ts';
import { campaign, entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { pasteIntoForm } from './formSteps.ts';
import {
  answer,
  choose,
  closeSettings,
  hoverOver,
  pick,
  prompts,
  sayYes,
  showCampaigns,
  tick,
  told,
  tokenFor,
  typeClientSecret,
  typeSettingsText,
  typeToken,
  untilSecretsAreWritten,
} from './steps.ts';

const random = (): string => randomBytes(24).toString('base64url');
const pemOf = (key: KeyObject, type: 'pkcs1' | 'pkcs8'): string => String(key.export({ type, format: 'pem' }));

/** Between two plain parts what JSON, addresses, regular expressions and VS Code's labels write in other ways. */
const clientSecret = `${random()}"\\%2F+&$(key)[a](b)<i>é ${random()}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = pemOf(privateKey, 'pkcs8');
const opaque = `opaque~${random()}`;

const streams = ['Acme Secret', 'Acme Key', 'Acme Token'] as const;
type StreamName = (typeof streams)[number];
/** The campaign that each stream's calls with arguments are about. */
const campaignOf: Readonly<Record<StreamName, string>> = {
  'Acme Secret': 'cd-blast-1',
  'Acme Key': 'cd-blast-2',
  'Acme Token': 'cd-blast-3',
};

type KoreCommand = `kore.${string}`;
const commands = manifest.contributes.commands.map(({ command }) => command as KoreCommand);
/** What commands are called with; undefined: nothing. */
const calledWith = [
  undefined,
  ...streams.map((stream) => ({ stream, campaignId: campaignOf[stream] })),
  ...streams.map((stream) => ({ stream, campaignId: 'cd-echo' })),
  { stream: 'Acme Token' as StreamName, campaignId: 'cd-late' },
];
const secondKeys = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('').flatMap((key) => [key, `shift+${key}`]);

/** Every command by two keys; the first one is for what it is called with. */
const keybindings = calledWith.flatMap((args, index) =>
  commands.map((command, place) => ({
    key: `ctrl+alt+shift+${String(index + 1)} ${secondKeys[place] ?? ''}`,
    command,
    ...(args === undefined ? {} : { args }),
  })),
);

describe('a canary in every credential', () => {
  // Each stream has a host of its own, which knows the secret of that stream.
  const kore = sharedKore({
    campaigns: [
      ...[1, 2, 3].map((n) => campaign({ id: `cd-blast-${String(n)}`, name: `Blast ${String(n)}` })),
      campaign({ id: 'cd-late', name: 'Late' }),
      ...Array.from({ length: 55 }, (_, n) =>
        campaign({ id: `cd-done-${String(n)}`, name: `Done ${secretPlace}`, status: 'Stopped' }),
      ),
      campaign({
        id: 'cd-echo',
        name: `Echo ${secretPlace}`,
        contactLists: [`List ${secretPlace}`],
        content: { format: 'simple', text: `Hello ${secretPlace}` },
      }),
    ],
  });
  let pasted = '';
  const doors = {
    'Acme Secret': sharedForwarder(kore, { knows: () => clientSecret }),
    'Acme Key': sharedForwarder(kore, { knows: () => pem }),
    'Acme Token': sharedForwarder(kore, { knows: () => pasted }),
  };
  const window = sharedWindow(() => ({
    logLevel: 'trace',
    // High enough for the row after 50 others.
    size: { width: 1280, height: 1600 },
    keybindings,
    settings: {
      'files.autoSave': 'off',
      'kore.operatorName': 'Canary keeper',
      'kore.streams': streams.map((name) => entryOf(kore(), { name, host: doors[name]().origin })),
    },
  }));

  let watched: Everywhere | undefined;
  const everywhere = (): Everywhere => {
    if (watched === undefined) throw new Error('The window is watched in tests only');
    return watched;
  };
  /** Every token that a host was sent. */
  const sent = (): readonly string[] => [
    ...new Set(streams.flatMap((name) => doors[name]().calls.map(({ auth }) => auth))),
  ];
  /** The first part of a token says no more than the algorithm, and a key's first bytes are those of every key. */
  const secrets = (): readonly Secret[] => [
    clientSecret,
    opaque,
    pem.split('\n').slice(2, -2).join(''),
    privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(40),
    ...[pasted, ...sent()].map((token) => token.slice(token.indexOf('.') + 1)),
  ];
  const search = async (): Promise<SearchFigures> => searchPlaces(await everywhere().places(), secrets());

  const press = async (command: KoreCommand, stream?: StreamName, campaignId?: string): Promise<void> => {
    const index = calledWith.findIndex(
      (args) => args?.stream === stream && (campaignId === undefined || args?.campaignId === campaignId),
    );
    const [key = ''] = [secondKeys[commands.indexOf(command)]];
    await window().page.keyboard.press(`Control+Alt+Shift+Digit${String(index + 1)}`);
    await window().page.keyboard.press(key.replace('shift+', 'Shift+'));
  };
  const repeatToken = (call: 'any' | 'stop', status: number): void =>
    kore().misbehave({ kind: 'echoToken', call, status });
  /** Stops by a call with arguments, which always asks. */
  const stop = (text: RegExp, stream: StreamName, campaignId?: string) =>
    told(window(), () => press('kore.stopSmsCampaign', stream, campaignId).then(() => sayYes(window())), text);
  /** A command with a token in it, for a host that is another one to us. */
  const curl = (): string => {
    const { accountId, streamId } = kore().stream;
    const host = doors['Acme Token']().origin.replace('127.0.0.1', 'localhost');
    const address = `${host}/campaign/api/v2/public/${streamId}/campaign//trigger/cd-late`;
    const headers = [`auth: ${pasted}`, `accountid: ${accountId}`, `iid: ${streamId}`].map((one) => `-H '${one}'`);
    const query = `accountId=${accountId}&campaignType=sms&trigger=stop`;
    return everywhere().typed(`curl -X POST '${address}?${query}' ${headers.join(' ')}`);
  };
  const copied = (command: KoreCommand, stream: StreamName, id: string, wanted: RegExp): Promise<string> =>
    everywhere().takeClipboard(`${command} of ${id}`, () => press(command, stream, id), wanted);
  /**
   * VS Code keeps what was typed last in its one box, also while that is hidden, and the browser writes the boxes of its
   * page down when a webview comes.
   */
  const emptyBox = async (): Promise<void> => {
    await window().quickInput.type('');
    await window().quickInput.escape();
    await window().quickInput.waitForClosed();
  };
  const lookAtTooltip = async (row: string | RegExp, text: string): Promise<void> => {
    const hover = await hoverOver(window(), row, text);
    await window().page.mouse.move(700, 400);
    await hover.waitFor({ state: 'hidden' });
  };
  const typeKey = async (): Promise<void> => {
    await choose(window(), 'Advanced…', 'What do you have?');
    await choose(window(), 'RS256', 'Signing algorithm of the app');
    await answer(window(), /^Client ID of the JWT app/, 'cs-key-77aa');
    await answer(window(), /^Subject/, '');
    await choose(window(), 'Paste It', /^Where is the private key/);
    await answer(window(), /^The private key, from/, pemOf(privateKey, 'pkcs1').replaceAll('\n', ' '));
    await window().quickInput.waitForMessage(/^This is a PKCS#1 key/);
    await window().quickInput.type(pem.replaceAll('\n', ' '));
    await window().quickInput.accept();
  };
  const setSecret = async (): Promise<void> => {
    await press('kore.setCredentials');
    await choose(window(), 'Acme Secret', 'Which stream is the credential for?');
    const typed = { clientId: 'cs-secret-88bb', clientSecret };
    await told(window(), () => typeClientSecret(window(), typed, 'On this computer'), /^Credential set for “Acme S/);
  };
  const removeAfterAsking = async (): Promise<void> => {
    await window().dialog.waitFor(/^Remove /);
    await window().dialog.press('Remove');
  };

  before('watch the window', async () => {
    pasted = tokenFor(kore(), 3600);
    watched = await Everywhere.watch(window());
    await showCampaigns(window(), 'Acme Token');
  });

  it('is entered, of every kind', async () => {
    await setSecret();
    await press('kore.setCredentialForSeveral');
    const { host } = new URL(doors['Acme Key']().origin);
    await choose(window(), new RegExp(`^${host}, account `), /^Of which account/);
    await window().quickInput.waitForTitle('Streams');
    await window().quickInput.accept();
    await typeKey();
    await told(window(), () => choose(window(), 'On this computer'), /^Credential set for “Acme Key”/);
    await untilSecretsAreWritten(window(), async () => {
      await press('kore.setCredentials');
      await choose(window(), 'Acme Token', 'Which stream is the credential for?');
      await typeToken(window(), pasted);
      await told(window(), () => choose(window(), 'On this computer'), /^Credential set for “Acme Token”/);
    });
    await window().reload();
    await showCampaigns(window(), 'Blast 1');
  });

  it('is used for lists and checks, by a Kore that repeats every token', async () => {
    repeatToken('any', 401);
    await press('kore.refresh');
    const refused = "Can't list campaigns: 401";
    await window().screen.waitFor('all lists to be refused', async () => {
      const rows = await window().campaigns.rows();
      return rows.filter(({ label }) => label === refused).length === streams.length;
    });
    await told(window(), () => window().campaigns.select(refused), /^Can't list the campaigns/);
    await press('kore.checkReadiness');
    await told(window(), () => choose(window(), 'Acme Key'), /^Not ready to stop/);
    await told(window(), () => press('kore.checkReadinessOfAll'), /^Not ready to stop: 3 of 3/);
    await window().toasts.click(/^Not ready to stop: 3 of 3/, 'Show Report');
    assert.match(await everywhere().takeDocument('readiness report'), /NOT READY/);
    await closeSettings(window());
    await press('kore.setCredentials');
    await choose(window(), 'Acme Token', 'Which stream is the credential for?');
    await typeToken(window(), opaque);
    await choose(window(), 'Use It as It Is');
    await choose(window(), 'On this computer');
    await told(window(), () => choose(window(), 'Keep the Old One', /401/), /^The old credential/);
  });

  it('is used for stops that are refused, by a Kore that repeats every token', async () => {
    for (const [name, status] of [
      ['Acme Secret', 409],
      ['Acme Key', 401],
      ['Acme Token', 403],
    ] as const) {
      repeatToken('stop', status);
      await stop(/^NOT stopped: /, name);
    }
    const ofSeveral = () => window().dialog.waitFor(/^Stop \d campaigns/);
    const stopSeveral = () => ofSeveral().then(() => window().dialog.press('Stop Campaigns'));
    await press('kore.stopAllInStream');
    await choose(window(), 'Acme Key', /^In which stream/);
    await told(window(), stopSeveral, /NOT stopped/);
    await window().toasts.click(/NOT stopped/, 'Show Each');
    assert.match(await everywhere().takeDocument('each of several'), /NOT stopped/);
    await closeSettings(window());
    await press('kore.stopSeveral');
    await tick(window(), 'Blast 3', 'Late');
    await window().quickInput.accept();
    await told(window(), stopSeveral, /NOT stopped/);
    await press('kore.stopWithAnotherCredential', 'Acme Secret', 'cd-echo');
    await typeToken(window(), opaque);
    await choose(window(), 'Use It as It Is');
    await told(window(), () => sayYes(window()), /^NOT stopped: /);
    const message = `It is ${secretPlace}.`;
    kore().misbehave({ kind: 'answer', call: 'stop', status: 400, body: JSON.stringify({ message }) });
    await told(
      window(),
      () => press('kore.stopThisCampaign', 'Acme Secret').then(() => sayYes(window())),
      /^NOT stopped: .*It is /,
    );
    await press('kore.explainResult', 'Acme Secret');
    assert.match(await everywhere().takeDocument('help for a result'), /It\s+is\s.*IN ANY CASE/s);
    await closeSettings(window());
    repeatToken('any', 403);
    for (const name of streams) await told(window(), () => press('kore.checkNow', name), /403/);
    await press('kore.markAsSeen', 'Acme Key');
    kore().misbehave({ kind: 'rateLimited', call: 'stop', retryAfter: '300' });
    await press('kore.keepTrying', 'Acme Token', 'cd-late');
    await sayYes(window());
    await window().screen.waitFor('“Keeps trying” in the status bar', async () =>
      (await window().screen.statusBar()).some(({ text }) => text.startsWith('Keeps trying')),
    );
    await press('kore.stopTrying');
  });

  it('is used for stops that are confirmed, by a Kore that has it in its texts', async () => {
    await press('kore.refresh');
    await lookAtTooltip(/^Echo/, 'List');
    await press('kore.setSafetyTimer', 'Acme Secret', 'cd-echo');
    await answer(window(), /^Minutes, 1 to 60/, '30');
    await window().campaigns.waitForRow(/^Echo/, ({ description }) => description.startsWith('Stops at '));
    await told(window(), () => press('kore.cancelSafetyTimer'), /^Timer cancelled/);
    for (const name of streams) await stop(/^Stopped: /, name);
    await stop(/^Stopped: “Echo/, 'Acme Secret', 'cd-echo');
    await pick(window(), curl());
    await choose(window(), 'Use It for This Stop Only', /carries a token/);
    await told(window(), () => sayYes(window()), /^Stopped: /);
    await told(window(), () => press('kore.checkNow', 'Acme Secret', 'cd-echo'), /Stopped/);
  });

  it('is used for what is copied and shown', async () => {
    for (const name of streams) {
      await copied('kore.copySummary', name, campaignOf[name], /Result: stopped/);
      await copied('kore.copyAsCurl', name, campaignOf[name], /\$KORE_AUTH/);
    }
    await copied('kore.copySummary', 'Acme Secret', 'cd-echo', /Stop of “Echo/);
    await copied('kore.copyLink', 'Acme Token', 'cd-late', /\/stop\?stream=.*&campaign=cd-late$/);
    await press('kore.copySetup');
    await window().quickInput.waitForTitle('Copy Setup for a Colleague');
    await everywhere().takeClipboard('setup', () => window().quickInput.accept(), /"koreCampaignsSetup": 1/);
    await press('kore.pasteSetup');
    await answer(window(), /^The JSON text that/, everywhere().typed(JSON.stringify({ streams: [], note: pasted })));
    await window().quickInput.waitForMessage(/^There is a secret in it: “note”/);
    await emptyBox();
    await press('kore.copyRequestForAdmin');
    await everywhere().takeClipboard('request for an admin', () => choose(window(), 'Acme Key'), /^Please/);
    await press('kore.howToStopByHand', 'Acme Secret', 'cd-echo');
    assert.match(await everywhere().takeDocument('by hand'), /Find “Echo/);
    await closeSettings(window());
    await press('kore.openHelp');
    assert.match(await everywhere().takeDocument('help'), /^Help for Kore Campaigns/);
    await closeSettings(window());
    await press('kore.reportProblem');
    assert.match(await everywhere().takeDocument('problem report'), /LAST LINES OF THE LOG\n {2}\d{4}-/);
    await closeSettings(window());
    await press('kore.openSetting');
    await window().page.locator('.settings-editor').waitFor();
    await closeSettings(window());
    await press('kore.showHistory');
    const history = await window().webview('main table');
    await history.locator('button.campaign', { hasText: 'Echo' }).first().click();
    await history.locator('tr.detail').waitFor();
    await history.locator('vscode-button', { hasText: 'Add Note…' }).click();
    await answer(window(), /^Such as a ticket number/, everywhere().typed(`It was ${pasted} or ${clientSecret}.`));
    await history.locator('tr.detail', { hasText: 'It was … or ….' }).waitFor();
    await window().page.keyboard.press('F1');
    await emptyBox();
    await history.locator('vscode-button', { hasText: 'Open as Text' }).click();
    assert.match(await everywhere().takeDocument('history'), /Stops sent from this computer only/);
    // Of the text; the history is then in view again.
    await window().page.keyboard.press('Control+Alt+Shift+F7');
    await window().webview('main table');
    await closeSettings(window());
    await press('kore.showLog');
    await window().page.locator('.part.panel .view-lines').waitFor();
  });

  it('is kept through changes of streams and campaigns', async () => {
    await press('kore.addStream');
    await answer(window(), prompts.host, curl());
    await answer(window(), prompts.name, 'Acme Pasted');
    await choose(window(), 'staging');
    await choose(window(), 'Use It Until This Window Closes or It Expires', /carries a token/);
    await window().campaigns.waitForRow('Acme Pasted');
    await press('kore.addCampaign');
    await choose(window(), 'Acme Key');
    await answer(window(), /^Campaign id, or paste/, curl());
    await answer(window(), /^A name for this campaign/, 'Late by hand');
    await window().campaigns.waitForRow('Late by hand');
    await press('kore.removeCampaign');
    await window().quickInput.choose('Late by hand');
    await removeAfterAsking();
    await press('kore.editStream');
    await choose(window(), 'Acme Pasted');
    await choose(window(), 'Name');
    await answer(window(), prompts.name, 'Acme Renamed');
    await window().campaigns.waitForRow('Acme Renamed');
    await press('kore.addStreamInForm');
    await pasteIntoForm(window(), curl());
    await (await window().webview('h1')).locator('#field-clientSecret input').fill(clientSecret);
    await closeSettings(window());
    await press('kore.editStreamInForm');
    await choose(window(), 'Acme Key');
    await (await window().webview('h1')).getByText('Edit “Acme Key”').waitFor();
    await closeSettings(window());
    await press('kore.removeStream');
    await choose(window(), 'Acme Renamed');
    await removeAfterAsking();
    await press('kore.pinStream');
    await choose(window(), 'Acme Key', /^Which stream shall come first/);
    await press('kore.unpinStream');
    await press('kore.showAll');
    await window().campaigns.waitForRow(/^Show \d+ more/);
    await window().campaigns.select(/^Show \d+ more/);
    await press('kore.showOnlySending');
    await press('kore.openPracticeStream');
    await window().campaigns.waitForRow(/^Practice/);
    await press('kore.makePracticeGoWrong');
    await told(window(), () => choose(window(), 'Back to Normal'), /^Practice is back to normal/);
    await press('kore.stopFromStatusBar');
    await window().quickInput.waitForTitle('Stop SMS Campaign');
    await window().quickInput.escape();
  });

  it('lies in the secret store, and is removed from there', async () => {
    const sealed = await window().page.evaluate<string | null>(`localStorage.getItem('secrets.provider')`);
    assert.ok((sealed ?? '').length > clientSecret.length + pem.length + pasted.length);
    assert.deepEqual((await search()).hits, []);
    await press('kore.removeCredentials');
    await choose(window(), 'Acme Token');
    await removeAfterAsking();
    await press('kore.removeEverything');
    await window().quickInput.waitForTitle('Remove Everything from This Computer');
    await told(window(), () => window().quickInput.accept(), /^Removed from this computer: 2 credentials/);
  });

  it('went through every command of package.json', async () => {
    let missing: readonly string[] = commands;
    const allRan = async (): Promise<boolean> => {
      const lines = await window().logs.lines('remoteexthost');
      const ran = new Set(lines.flatMap((line) => /#\$?execute(?:Contributed)?Command (\S+)/.exec(line)?.[1] ?? []));
      missing = commands.filter((command) => !ran.has(command));
      return missing.length === 0;
    };
    // VS Code writes its log a moment later.
    for (let tries = 0; tries < 100 && !(await allRan()); tries += 1) await sleep(50);
    assert.deepEqual(missing, []);
  });

  it('is in no file, storage, text of the window, clipboard or document', async () => {
    for (const name of streams) assert.ok(doors[name]().calls.length > 5, name);
    const figures = await search();
    process.stdout.write(`      canary: ${figuresLine(figures, secrets().length)}\n`);
    for (const [kind, count] of Object.entries(figures.places)) assert.ok(count > 1, kind);
    assert.deepEqual(figures.hits, []);
  });

  describe('and a search that can find it', () => {
    let known: ReadonlySet<string> = new Set();
    /** What is found after `plant` and was not found before. */
    const foundBy = async (plant: () => Promise<unknown>): Promise<readonly string[]> => {
      await plant();
      const { hits } = await search();
      const fresh = hits.filter((hit) => !known.has(hit));
      known = new Set(hits);
      return fresh;
    };

    it('finds each of the secrets, and a part of one, in a file', async () => {
      const folder = join(window().host.userDataFolder, 'User', 'globalStorage');
      const planted = [
        clientSecret,
        clientSecret.slice(0, 23),
        pem.split('\n')[9],
        pasted,
        opaque,
        sent().findLast((token) => token.startsWith('eyJ')),
      ];
      const files = planted.map((_, index) => join(folder, `planted-${String(index)}.json`));
      const hits = await foundBy(() =>
        Promise.all(files.map((file, index) => writeFile(file, JSON.stringify({ planted: planted[index] })))),
      );
      await Promise.all(files.map((file) => rm(file)));
      assert.deepEqual(
        hits.map((hit) => /^file data\/User\/globalStorage\/(planted-\d)/.exec(hit)?.[1]).sort(),
        planted.map((_, index) => `planted-${String(index)}`),
      );
    });

    it('finds one in the storage, the window, the clipboard and a document', async () => {
      const { page } = window();
      const hits = await foundBy(async () => {
        await page.evaluate(`localStorage.setItem('planted', ${JSON.stringify(clientSecret)})`);
        await page.evaluate(`{
          const planted = document.createElement('planted');
          planted.title = ${JSON.stringify(`planted ${opaque}`)};
          document.body.append(planted);
          planted.remove();
        }`);
        const write = () => page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(pasted)})`);
        await everywhere().takeClipboard('planted', write, /^eyJ/);
        await typeSettingsText(window(), `// ${opaque}`);
        await page.locator('.view-line').filter({ hasText: opaque }).waitFor();
        await everywhere().takeDocument('planted');
        await closeSettings(window());
      });
      for (const start of [
        'storage localStorage planted',
        'window title of planted',
        'clipboard planted',
        'document planted',
      ]) {
        assert.ok(
          hits.some((hit) => hit.startsWith(start)),
          `${start}: ${hits.join('\n')}`,
        );
      }
    });

    it('finds it in every kind of place once the redaction is cut out of the extension', async () => {
      await cutOutRedaction(join(dirname(window().host.userDataFolder), 'extensions'));
      await window().reload();
      await showCampaigns(window(), 'Acme Secret');
      const hits = await foundBy(async () => {
        await setSecret();
        await stop(/^Already stopped: /, 'Acme Secret', 'cd-echo');
        await copied('kore.copySummary', 'Acme Secret', 'cd-echo', /Stop of “Echo/);
        await press('kore.howToStopByHand', 'Acme Secret', 'cd-echo');
        await window()
          .page.locator('.view-line')
          .filter({ hasText: /How\sto\sStop/ })
          .waitFor();
        await everywhere().takeDocument('by hand');
      });
      for (const start of ['file data/User/globalStorage/', 'window div.notification-', 'clipboard ', 'document ']) {
        assert.ok(
          hits.some((hit) => hit.startsWith(start)),
          `${start}: ${hits.join('\n')}`,
        );
      }
    });
  });
});

const cutMark = '\n// without redaction';

/** Leaves every text as it is, in the extension as it was packaged and installed. */
async function cutOutRedaction(extensions: string): Promise<void> {
  const found = (await readdir(extensions)).find((name) => name.startsWith('kore-campaigns')) ?? '';
  const dist = join(extensions, found, 'dist');
  let cuts = 0;
  for (const bundle of (await readdir(dist)).filter((name) => name.endsWith('.cjs'))) {
    const code = await readFile(join(dist, bundle), 'utf8');
    const cut = code
      .replace(/\.replaceAll\(\w+,"…"\)/, '')
      .replace(/\/\(\?<!\[A-Za-z0-9\]\)eyJ.*?\/g(?=[;,])/, '/(?!)/g');
    // By an earlier try of the same test.
    if (cut !== code) await writeFile(join(dist, bundle), cut + cutMark);
    if (cut !== code || code.endsWith(cutMark)) cuts += 1;
  }
  assert.equal(cuts, 1, 'there is one redaction in the extension, which can be cut out');
}
