import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campaign, entryOf, sharedKore } from './kore.ts';
import { leaksIn, textsOfFiles, textsOfWindow, type Leak } from './leaks.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, pick, sayYes, setCredential, showCampaigns, told, tokenFor, typeToken } from './steps.ts';

describe('with a Kore that repeats every token it is sent', () => {
  const kore = sharedKore({
    campaigns: ['1', '2', '3'].map((n) => campaign({ id: `cd-echo-${n}`, name: `Echo ${n}` })),
  });
  const window = sharedWindow(() => ({ settings: { 'kore.streams': [entryOf(kore())] } }));
  const opaque = 'opaque~canary~7f3a9b2c5d';
  let pasted = '';

  const secrets = (): readonly string[] => {
    const [, , signature = ''] = pasted.split('.');
    return [kore().credential.clientSecret, opaque, ...(pasted === '' ? [] : [pasted, signature])];
  };
  const leaks = async (): Promise<readonly Leak[]> => [
    ...leaksIn(await textsOfWindow(window()), secrets()),
    ...leaksIn(await textsOfFiles(window().host.userDataFolder), secrets()),
  ];
  const setToken = async (token: string): Promise<void> => {
    await window().runCommand('Kore: Set Credential…');
    await typeToken(window(), token);
  };
  /** A stop, a list and a readiness check. */
  const useIt = async (id: string): Promise<void> => {
    kore().misbehave({ kind: 'echoToken', call: 'any' });
    kore().misbehave({ kind: 'echoToken', call: 'stop', status: 409 });
    await pick(window(), id);
    // The words of the answer are told, without what they repeat.
    await told(window(), () => sayYes(window()), /^NOT stopped: .*Invalid token/);
    await window().campaigns.clickInline('Acme Retail', 'Refresh');
    await window().campaigns.waitForRow("Can't list campaigns: 401");
    await told(window(), () => window().campaigns.select("Can't list campaigns: 401"), /^Can't list the campaigns/);
    await told(window(), () => window().runCommand('Kore: Check Readiness'), /^Not ready to stop/);
    await told(
      window(),
      () => window().campaigns.chooseFromMenu(/^(Echo|cd-echo)/, 'Copy Stop Request as curl'),
      /^Copied/,
    );
  };

  before('see the stream', () => showCampaigns(window(), 'Acme Retail'));

  it('nothing that can be seen or read has the client secret or a token signed with it', async () => {
    await setCredential(window(), undefined, kore().credential, 'On this computer');
    await useIt('cd-echo-1');
    await window().runCommand('Kore: Show Log');
    await window().page.locator('.part.panel').waitFor();
    assert.deepEqual(await leaks(), []);
    assert.ok((await window().logs.lines()).some((line) => line.includes('cd-echo-1')));
  });

  it('nothing has a pasted token', async () => {
    pasted = tokenFor(kore(), 3600);
    await setToken(pasted);
    await told(window(), () => choose(window(), 'On this computer'), /^Credential set for/);
    await useIt('cd-echo-2');
    assert.deepEqual(await leaks(), []);
  });

  it('nothing has a pasted text that is no JWT', async () => {
    await setToken(opaque);
    await choose(window(), 'Use It as It Is');
    await choose(window(), 'On this computer');
    // Kore does not know it, so the one that works is not given up without a question.
    await told(window(), () => choose(window(), 'Replace Anyway'), /^Credential set for/);
    await useIt('cd-echo-3');
    assert.deepEqual(await leaks(), []);
  });

  it('the search finds each secret where one is planted', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'kore-leak-'));
    try {
      const logs = join(window().host.userDataFolder, 'logs');
      await cp(logs, copy, { recursive: true });
      const files = Object.keys(await textsOfFiles(copy));
      const log = files.find((file) => file.endsWith('/Kore.log')) ?? '';
      for (const secret of [...secrets(), tokenFor(kore(), 60)]) {
        await cp(log.replace(copy, logs), log);
        assert.deepEqual(leaksIn(await textsOfFiles(copy), secrets()), []);
        await appendFile(log, `[info] auth: ${secret}\n`);
        assert.deepEqual(leaksIn(await textsOfFiles(copy), secrets()), [log]);
      }
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });
});
