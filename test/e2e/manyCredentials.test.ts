import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { answer, choose, editSettings, pick, sayYes, showCampaigns, tick, told, typeClientSecret } from './steps.ts';

describe('credentials of several streams', () => {
  const retail = sharedKore();
  const bank = sharedKore();
  const entries = () => [
    entryOf(retail()),
    entryOf(retail(), { name: 'Acme Outlet', streamId: 'st-outlet' }),
    entryOf(bank(), { name: 'Acme Bank' }),
  ];
  const window = sharedWindow(() => ({ settings: { 'kore.streams': entries() } }));
  const ofMissing = 'streams have no credential on this computer';
  const labels = async (): Promise<readonly string[]> => (await window().campaigns.rows()).map(({ label }) => label);
  const untilRowIs = (label: string, there: boolean): Promise<true> =>
    window().screen.waitFor(`the row ${label} to be ${there ? 'there' : 'gone'}`, async () =>
      (await labels()).includes(label) === there ? true : undefined,
    );

  const whereIsTheKey = /^Where is the private key/;
  /** Up to the question where the key is; Acme Bank is the only stream. */
  const startKey = async (algorithm: string, clientId: string): Promise<void> => {
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Advanced…', 'What do you have?');
    await choose(window(), algorithm, 'Signing algorithm of the app');
    await answer(window(), /^Client ID of the JWT app/, clientId);
    await answer(window(), /^Subject/, '');
  };
  const readKeyFrom = async (path: string): Promise<void> => {
    await choose(window(), 'Read It from a File…', whereIsTheKey);
    await window().quickInput.waitFor('the file dialog', ({ value }) => value.startsWith('/'));
    // What is typed before the dialog has read its folder is lost.
    await window().screen.waitFor(`the file ${path}`, async () => {
      const state = await window().quickInput.read();
      if (state?.value !== path) await window().quickInput.type(path);
      return state?.rows.some(({ label }) => label === basename(path));
    });
    await window().quickInput.accept();
  };
  let folder = '';
  const keyFile = async (name: string, key: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, key, { mode: 0o600 });
    return path;
  };

  before('make a folder for keys', async () => (folder = await mkdtemp(join(tmpdir(), 'kore-keys-'))));
  after('remove it', () => rm(folder, { recursive: true }));
  before('see the streams', () => showCampaigns(window(), 'Acme Bank'));

  it('are told in one row on a new computer, and one secret is set for those of one account on one host', async () => {
    await window().campaigns.waitForRow('3 streams have no credential on this computer');
    await window().campaigns.select(`3 ${ofMissing}`);
    await choose(window(), new RegExp(`^${retail().origin.slice(7)}, account .*: 2 of 2 streams`), /^Of which account/);
    const { rows } = await window().quickInput.waitForTitle('Streams');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Acme Retail', 'Acme Outlet'],
    );
    await window().quickInput.accept();
    await window().quickInput.waitForTitle(/^Credential for “Acme Retail” and 1 more on/);
    await told(
      window(),
      () => typeClientSecret(window(), retail().credential, 'On this computer'),
      /^Credential set for 2 streams: client id …/,
    );
    await window().screen.waitFor(
      'the row to go',
      async () => !(await labels()).some((one) => one.endsWith(ofMissing)),
    );
  });

  it('have a row when their stream has another host, and go after asking', async () => {
    const moved = { ...entryOf(retail(), { name: 'Acme Outlet', streamId: 'st-outlet' }), host: bank().origin };
    await editSettings(window(), { 'kore.streams': [entryOf(retail()), moved] });
    await untilRowIs('Credential without a stream', true);
    await window().campaigns.clickInline('Credential without a stream', 'Remove Credential…');
    const { detail } = await window().dialog.waitFor('Remove this credential, which no stream in the settings uses?');
    assert.match(detail, /^127\.0\.0\.1:\d+ · account .* · stream …utlet/);
    await window().dialog.press('Remove');
    await untilRowIs('Credential without a stream', false);
  });

  it('can be a private key from a file: one of another form is told with how to convert it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await editSettings(window(), { 'kore.streams': [entryOf(bank(), { name: 'Acme Bank' })] });
    await showCampaigns(window(), 'Acme Bank');
    await startKey('RS384', 'cs-file-55bb');
    await readKeyFrom(await keyFile('old.pem', privateKey.export({ type: 'pkcs1', format: 'pem' })));
    const { severity } = await window().toasts.waitFor(/^This is a PKCS#1 key.*openssl pkcs8 -topk8/);
    assert.equal(severity, 'error');
    const right = await keyFile('new.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await readKeyFrom(right);
    await told(
      window(),
      () => choose(window(), 'On this computer'),
      /^Credential set for “Acme Bank”: client id …55bb\.$/,
    );
    assert.match(await readFile(right, 'utf8'), /^-----BEGIN PRIVATE KEY-----/);
  });

  it('can be a private key: another form is told with how to convert it, the right one is taken as one line', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = (type: 'pkcs1' | 'pkcs8'): string =>
      String(privateKey.export({ type, format: 'pem' })).replaceAll('\n', ' ');
    await startKey('RS256', 'cs-key-77aa');
    await choose(window(), 'Paste It', whereIsTheKey);
    await answer(window(), /^The private key, from/, pem('pkcs1'));
    const refused = await window().quickInput.waitForMessage(/^This is a PKCS#1 key/);
    assert.ok(refused.message.includes('openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem'), refused.message);
    assert.ok(refused.masked);
    await window().quickInput.type(pem('pkcs8'));
    await window().quickInput.accept();
    await choose(window(), 'On this computer');
    // This Kore knows no key.
    await told(
      window(),
      () => choose(window(), 'Replace Anyway', /\(401\)/),
      /^Credential set for “Acme Bank”: client id …77aa\.$/,
    );
  });

  it('are replaced and removed for all streams of their account on their host, which are named', async () => {
    await editSettings(window(), { 'kore.streams': entries() });
    await showCampaigns(window(), 'Acme Outlet');
    const host = retail().origin.slice(7);
    const all = `All 2 streams of this account on ${host}`;
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail', 'Which stream is the credential for?');
    await typeClientSecret(window(), retail().credential, 'On this computer');
    await told(
      window(),
      () => choose(window(), all, 'Which streams is it for?'),
      /^Credential set for 2 streams: client id …f526\.$/,
    );
    retail().misbehave({ kind: 'answer', call: 'stop', status: 401 }, 1);
    await pick(window(), 'cd-shared', 'Acme Outlet');
    await told(window(), () => sayYes(window()), /^NOT stopped.* Yours: client id …f526, set .*; it is kept\.$/);
    const remove = async (which: string): Promise<void> => {
      await window().runCommand('Kore: Remove Credential…');
      await choose(window(), 'Acme Outlet', 'Whose credential shall be removed?');
      const { rows } = await window().quickInput.waitFor('the choice', ({ placeholder }) =>
        placeholder.startsWith('Of which streams'),
      );
      assert.deepEqual(
        rows.map(({ label, description }) => [label, description]),
        [
          ['This stream only', 'Acme Outlet'],
          [all, ''],
          ['Choose…', ''],
        ],
      );
      await choose(window(), which);
    };
    await remove('This stream only');
    const one = await window().dialog.waitFor('Remove the credential of “Acme Outlet”?');
    assert.match(one.detail, /^client id …f526, 127\.0\.0\.1:\d+\nSet /);
    await window().dialog.press('Cancel');
    await remove(all);
    const { detail } = await window().dialog.waitFor('Remove the credentials of 2 streams?');
    assert.equal(
      detail,
      `Acme Outlet, Acme Retail\n${host}\nWithout one no campaign of these streams can be stopped from here.`,
    );
    await window().dialog.press('Remove');
    await untilRowIs(`2 ${ofMissing}`, true);
  });

  it('are all removed from this computer at one question, with the record of stops where it is ticked', async () => {
    const record = join(window().host.userDataFolder, 'User/globalStorage/kore-campaigns.kore-campaigns/journal');
    await pick(window(), 'cd-record', 'Acme Bank');
    // With a key, which this Kore does not know.
    await told(window(), () => sayYes(window()), /^NOT stopped.* Yours: client id …77aa, set .*; it is kept\.$/);
    assert.equal((await readdir(record)).length, 1);
    await window().runCommand('Kore: Remove Everything from This Computer…');
    const { rows } = await window().quickInput.waitForTitle('Remove Everything from This Computer');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['1 credentials', 'What is remembered between windows', 'The record of stops'],
    );
    await tick(window(), 'The record of stops');
    const { text } = await told(window(), () => window().quickInput.accept(), /^Removed from this computer/);
    assert.match(
      text,
      /^Removed from this computer: 1 credentials, what was remembered, the record of stops\. Your streams are still/,
    );
    await assert.rejects(readdir(record), { code: 'ENOENT' });
    await window().campaigns.waitForRow('Set Credential…');
  });
});
