import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';

import { entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { answer, choose, editSettings, showCampaigns, told, typeClientSecret } from './steps.ts';

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

  it('can be a private key: another form is told with how to convert it, the right one is taken as one line', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = (type: 'pkcs1' | 'pkcs8'): string =>
      String(privateKey.export({ type, format: 'pem' })).replaceAll('\n', ' ');
    await editSettings(window(), { 'kore.streams': [entryOf(bank(), { name: 'Acme Bank' })] });
    await showCampaigns(window(), 'Acme Bank');
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Advanced…', 'What do you have?');
    await choose(window(), 'RS256', 'Signing algorithm of the app');
    await answer(window(), /^Client ID of the JWT app/, 'cs-key-77aa');
    await answer(window(), /^Subject/, '');
    await choose(window(), 'Paste It', /^Where is the private key/);
    await answer(window(), /^The private key, from/, pem('pkcs1'));
    const refused = await window().quickInput.waitForMessage(/^This is a PKCS#1 key/);
    assert.ok(refused.message.includes('openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem'), refused.message);
    assert.ok(refused.masked);
    await window().quickInput.type(pem('pkcs8'));
    await window().quickInput.accept();
    await told(
      window(),
      () => choose(window(), 'On this computer'),
      /^Credential set for “Acme Bank”: client id …77aa\.$/,
    );
  });

  it('are all removed from this computer at one question, and what was removed is told', async () => {
    await window().runCommand('Kore: Remove Everything from This Computer…');
    const { rows } = await window().quickInput.waitForTitle('Remove Everything from This Computer');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['2 credentials', 'What is remembered between windows', 'The record of stops'],
    );
    const { text } = await told(window(), () => window().quickInput.accept(), /^Removed from this computer/);
    assert.match(text, /^Removed from this computer: 2 credentials, what was remembered\. Your streams are still/);
    await window().campaigns.waitForRow('Set Credential…');
  });
});
