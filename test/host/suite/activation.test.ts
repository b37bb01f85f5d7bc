import assert from 'node:assert/strict';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import * as vscode from 'vscode';

import manifest from '../../../package.json' with { type: 'json' };
import { commandIds } from '../../../src/ui/commands/commandIds.ts';
import { runningCampaignId } from '../../../src/practice/defaultCampaigns.ts';
import type { StopOutcome, Stream } from '../../../src/stop/index.ts';
import { readLoaded, type LoadedFile } from '../loadedFiles.ts';
import { openBeside } from '../secrets.ts';

interface Contributions {
  readonly commands?: readonly { readonly command: string }[];
  readonly views?: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly keybindings?: readonly { readonly command: string }[];
}

interface CampaignOfRow {
  readonly stream: Stream & { readonly practice: true };
  readonly id: string;
  readonly configured: boolean;
}

/** What is loaded when the window has come to rest. */
const afterStart = ['extension.cjs', 'shared.cjs', 'shared.cjs', 'window.cjs'];
/** JavaScript that an activation may load, in bytes. */
const mostBytes = 60_000;

/** What of the bundles Node has loaded, in this process. */
function loadedBundles(extension: vscode.Extension<unknown>): readonly string[] {
  return namesOf(readLoaded(extension.extensionPath));
}

/** What several of them share is in files that are named after their content. */
function namesOf(loaded: readonly LoadedFile[]): readonly string[] {
  return loaded.map(({ name }) => name.replace(/^shared-\w{8}\./, 'shared.')).sort();
}

/** The extension's requests to the simulator, seen as Node makes them; from when this file is loaded. */
const requests: { readonly origin: string; readonly target: string }[] = [];
subscribe('http.client.request.start', (message) => {
  const { request } = message as { request: ClientRequest };
  const host = request.getHeader('host');
  requests.push({
    origin: `${request.protocol}//${typeof host === 'string' ? host : request.host}`,
    target: request.path,
  });
});
const toKore = (): typeof requests => requests.filter(({ target }) => target.startsWith('/campaign/'));

describe('The extension in VS Code', () => {
  const extension = vscode.extensions.getExtension<unknown>(`${manifest.publisher}.${manifest.name}`) ?? assert.fail();
  const { contributes } = extension.packageJSON as { contributes: Contributions };

  before(() => extension.activate());

  it('loads with its activation only what registers it, at most 60 kB of JavaScript', async () => {
    const { loadedByActivation } = await openBeside();
    assert.deepEqual(namesOf(loadedByActivation), ['extension.cjs', 'shared.cjs']);
    const bytes = loadedByActivation.reduce((sum, file) => sum + file.bytes, 0);
    assert.ok(bytes <= mostBytes, `${bytes} bytes`);
  });

  // Before those that load more.
  it('loads no HTTP, signing, journal, simulator or webview code by itself where there is no stream, and sends nothing', async () => {
    assert.ok(extension.isActive);
    // What a start does behind the activation has had its time.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(loadedBundles(extension), afterStart);
    assert.deepEqual(toKore(), []);
  });

  it('has registered exactly the commands that package.json contributes', async () => {
    const { commands = [] } = contributes;
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^kore\.(?!campaigns\.)/.test(id));
    assert.deepEqual(registered.sort(), commands.map(({ command }) => command).sort());
    assert.deepEqual(registered.sort(), Object.values(commandIds).sort());
  });

  it('has its view, which can be shown', async () => {
    assert.deepEqual(
      contributes.views?.kore?.map(({ id }) => id),
      ['kore.campaigns'],
    );
    const commands = await vscode.commands.getCommands(false);
    assert.ok(commands.includes('kore.campaigns.focus') && commands.includes('workbench.view.extension.kore'));
    await vscode.commands.executeCommand('kore.campaigns.focus');
  });

  it('has its settings, with their defaults, where no workspace can change them', async () => {
    const settings = vscode.workspace.getConfiguration('kore');
    assert.deepEqual(settings.inspect('streams')?.defaultValue, []);
    assert.equal(settings.inspect('confirmStop')?.defaultValue, 'always');
    for (const name of ['streams', 'confirmStop', 'openPracticeOnStartup']) {
      await assert.rejects(
        Promise.resolve(settings.update(name, undefined, vscode.ConfigurationTarget.Workspace)),
        name,
      );
    }
  });

  it('works in a workspace that is not trusted and in a virtual one', () => {
    const { capabilities } = extension.packageJSON as { capabilities?: Record<string, unknown> };
    assert.deepEqual(capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });

  it('shows an empty view and its log without loading more', async () => {
    await vscode.commands.executeCommand(commandIds.refresh);
    await vscode.commands.executeCommand(commandIds.showLog);
    assert.deepEqual(loadedBundles(extension), afterStart);
  });

  it('sends nothing for a confirmation that nobody answers with yes', async () => {
    await openPractice();
    const before = stops().length;
    // VS Code refuses modal questions in a test run: nobody says yes. A call with arguments asks whatever is set.
    const outcome = await withoutQuestion(() =>
      vscode.commands.executeCommand<StopOutcome | undefined>(commandIds.stopSmsCampaign, {
        stream: 'Practice (simulator)',
        campaignId: runningCampaignId,
      }),
    );
    assert.equal(outcome, undefined);
    assert.equal(stops().length, before);
  }).timeout(60_000);

  it('asks about what looks like a row of the view and is none, whatever is set', async () => {
    const origin = await openPractice();
    const before = stops().length;
    const outcome = await withoutQuestion(async () =>
      vscode.commands.executeCommand<StopOutcome | undefined>(
        commandIds.stopThisCampaign,
        await rowOf(origin, runningCampaignId),
      ),
    );
    assert.equal(outcome, undefined);
    assert.equal(stops().length, before);
    assert.deepEqual(
      loadedBundles(extension),
      [...afterStart, 'journal.cjs', 'online.cjs', 'practice.cjs', 'shared.cjs'].sort(),
    );
  }).timeout(60_000);

  it('takes name and tier of a stream from nothing that only looks like its row', async () => {
    const { campaign } = await rowOf(await openPractice(), runningCampaignId);
    const stream = { ...campaign.stream, name: 'Forged' };
    await vscode.env.clipboard.writeText('as it was');
    await vscode.commands.executeCommand(commandIds.copyRequestForAdmin, { kind: 'stream', stream });
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /“Practice \(simulator\)”/);
    // Without arguments it asks which stream, where there is one in the settings.
    await vscode.commands.executeCommand(commandIds.copyRequestForAdmin, {
      kind: 'campaign',
      campaign: { ...campaign, stream },
    });
    assert.equal(await vscode.env.clipboard.readText(), copied);
  }).timeout(60_000);
});

const stops = (): typeof requests => toKore().filter(({ target }) => target.includes('//trigger/'));

/** What comes of it where the person wants no question before a stop. */
async function withoutQuestion<T>(act: () => Thenable<T>): Promise<T> {
  const settings = vscode.workspace.getConfiguration('kore');
  await settings.update('confirmStop', 'never', vscode.ConfigurationTarget.Global);
  try {
    return await act();
  } finally {
    await settings.update('confirmStop', undefined, vscode.ConfigurationTarget.Global);
  }
}

/** Opens practice and gives the origin of its simulator, from the list that is read of it. */
async function openPractice(): Promise<string> {
  await vscode.commands.executeCommand(commandIds.openPracticeStream);
  for (let tries = 0; tries < 100; tries += 1) {
    const [list] = toKore();
    if (list !== undefined) return list.origin;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('no list of campaigns was asked for');
}

/** The same as the tree hands to a command for one of its rows, made by somebody else. */
async function rowOf(origin: string, id: string): Promise<{ readonly kind: string; readonly campaign: CampaignOfRow }> {
  const { practiceIdentity } = await import('../../../src/practice/identity.ts');
  const { stream } = practiceIdentity(origin, () => Buffer.alloc(32));
  return { kind: 'campaign', campaign: { stream: { ...stream, practice: true }, id, configured: false } };
}
