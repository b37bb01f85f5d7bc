import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import jwt from 'jsonwebtoken';
import type { Locator } from 'playwright-core';
import type { Simulator } from '../../src/practice/index.ts';
import type { DialogState, Toast, VsCodeWindow } from '../window/index.ts';

/** What a person does, and what they then look at. */

export type Keep = 'On this computer' | 'Until this window closes or reloads' | 'For this stop only';

/** Until the extension's rows can be seen: from then on its commands work. */
export async function showCampaigns(window: VsCodeWindow, row: string | RegExp): Promise<void> {
  await window.openKoreView();
  await window.campaigns.waitForRow(row, undefined, 60_000);
}

/** Answers the questions for client id and secret; `keep` only where it is asked. */
export async function typeClientSecret(
  window: VsCodeWindow,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  keep?: Keep,
): Promise<void> {
  const { quickInput } = window;
  await choose(window, 'Client ID and client secret', 'What do you have?');
  await quickInput.waitForMessage(/^Client ID of the JWT app/);
  await quickInput.type(clientId);
  await quickInput.accept();
  await quickInput.waitForMessage(/^Client secret/);
  await quickInput.type(clientSecret);
  await quickInput.accept();
  if (keep !== undefined) await choose(window, keep, 'Where shall it be kept?');
}

/** Sets a stream's credential by the command, of no other stream, and although it is refused; undefined: of the only one. */
export async function setCredential(
  window: VsCodeWindow,
  stream: string | undefined,
  credential: { readonly clientId: string; readonly clientSecret: string },
  keep: Keep,
): Promise<void> {
  await window.runCommand('Kore: Set Credential…');
  if (stream !== undefined) await choose(window, stream, 'Which stream is the credential for?');
  await window.toasts.waitForCalm();
  const since = window.toasts.shown.length;
  await typeClientSecret(window, credential, keep);
  // Each is asked once at the most: its list can stay a moment after its answer.
  const open = new Set(['This stream only', 'Replace Anyway']);
  await window.screen.waitFor('the credential to be set', async () => {
    if (window.toasts.shown.slice(since).some(({ text }) => text.startsWith('Credential set for'))) return true;
    const rows = (await window.quickInput.read())?.rows ?? [];
    const question = rows.find(({ label }) => open.has(label));
    if (question === undefined) return false;
    await choose(window, question.label);
    open.delete(question.label);
    return false;
  });
}

/** Until what `act` puts into the secret store is there after a reload: the browser writes it after its answer. */
export async function untilSecretsAreWritten(window: VsCodeWindow, act: () => Promise<void>): Promise<void> {
  const sealed = (): Promise<string | null> => window.page.evaluate(`localStorage.getItem('secrets.provider')`);
  const before = await sealed();
  await act();
  await window.screen.waitFor('the secrets to be written', async () => (await sealed()) !== before);
}

export async function typeToken(window: VsCodeWindow, token: string): Promise<void> {
  const { quickInput } = window;
  await choose(window, 'A finished token (JWT)', 'What do you have?');
  await quickInput.waitForMessage(/^The token, as it stands/);
  await quickInput.type(token);
  await quickInput.accept();
}

/** Takes a choice of one of the extension's short lists, by its label. */
export async function choose(
  window: VsCodeWindow,
  label: string | RegExp,
  placeholder?: string | RegExp,
): Promise<void> {
  const { quickInput } = window;
  await quickInput.waitFor(`the choice ${String(label)}`, ({ placeholder: shown, rows }) => {
    const fits =
      placeholder === undefined || (typeof placeholder === 'string' ? shown === placeholder : placeholder.test(shown));
    return fits && rows.some((row) => (typeof label === 'string' ? row.label === label : label.test(row.label)));
  });
  await quickInput.focusRow(label);
  await quickInput.accept();
}

/** Ticks rows of a list of several by the keyboard. */
export async function tick({ quickInput, page }: VsCodeWindow, ...labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    await quickInput.focusRow(label);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await quickInput.waitFor(`${label} to be ticked`, ({ rows }) =>
      rows.some((row) => row.label === label && row.checked),
    );
  }
}

/** Answers the input box with this prompt. */
export async function answer(window: VsCodeWindow, prompt: RegExp, text: string): Promise<void> {
  await window.quickInput.waitForMessage(prompt);
  await window.quickInput.type(text);
  await window.quickInput.accept();
}

/** The prompts of the boxes that make up a stream. */
export const prompts = {
  host: /^The host, or paste/,
  accountId: /^Account id: it follows/,
  streamId: /^Stream id \(bot id\)/,
  name: /^A name for this stream/,
};

/** Opens the picker by its key. */
export async function openPicker(window: VsCodeWindow): Promise<void> {
  await window.page.keyboard.press('Control+Shift+Alt+K');
  await window.quickInput.waitForTitle(/^Stop SMS Campaign/);
}

/**
 * Types or pastes into the picker and takes the row that is then the active one. The stream is asked for where there are
 * several and none says that it knows the id.
 */
export async function pick(window: VsCodeWindow, text: string, stream?: string): Promise<void> {
  await openPicker(window);
  await window.quickInput.type(text);
  await window.screen.waitFor(`the row for ${text.slice(0, 40)}`, async () => {
    const state = await window.quickInput.read();
    const row = state?.rows.find(({ focused }) => focused);
    return row !== undefined && (state?.busy === false || row.label.startsWith('Campaign id')) && row;
  });
  // A notification on its way out is told once more.
  if (stream !== undefined) await window.toasts.waitForCalm();
  const since = window.toasts.shown.length;
  await acceptInPicker(window);
  // The row that was the active one a moment ago need not be the one that Enter has taken.
  if (stream !== undefined) await chooseWhereAsked(window, stream, since);
}

/** Chooses the stream of an id, unless the search for it has found it: then something else comes. */
async function chooseWhereAsked(window: VsCodeWindow, stream: string, since: number): Promise<void> {
  const asked = await window.screen.waitFor('the stream of the id to be known', async () => {
    const question = await window.quickInput.read();
    if (question?.title.startsWith('Stream of Campaign') === true) return 'asked';
    const toasts = window.toasts.shown.slice(since);
    // A list is there a moment before its title.
    const goesOn = (question !== null && question.title !== '') || (await window.dialog.read()) !== null;
    return (goesOn || toasts.some(({ text }) => !text.startsWith('Looking for '))) && 'goes on';
  });
  if (asked === 'asked') await choose(window, stream, /Which one is/);
}

/** Presses Enter, and again when the picker stays: it takes none on a row that has only just come. */
export async function acceptInPicker(window: VsCodeWindow): Promise<void> {
  const isOpen = async (): Promise<boolean> =>
    (await window.quickInput.read())?.title.startsWith('Stop SMS Campaign') === true;
  let pressedAtMs = 0;
  await window.screen.waitFor('the picker to take Enter', async () => {
    if (!(await isOpen())) return true;
    if (Date.now() - pressedAtMs < 1500) return false;
    await window.quickInput.accept();
    pressedAtMs = Date.now();
    return false;
  });
}

/** Answers the confirmation with yes; long enough after it came for production to count. */
export async function sayYes(window: VsCodeWindow, message: string | RegExp = /^Stop “/): Promise<DialogState> {
  const asked = await window.dialog.waitFor(message);
  if (asked.message.includes('PRODUCTION')) await sleep(350);
  await window.dialog.press('Stop Campaign');
  return asked;
}

/** How the stop that `act` leads to is told; not its progress. */
export async function told(window: VsCodeWindow, act: () => Promise<unknown>, text = /./): Promise<Toast> {
  await window.toasts.waitForCalm();
  const since = window.toasts.shown.length;
  await act();
  return window.screen.waitFor(`the notification ${String(text)}`, () =>
    window.toasts.shown.slice(since).findLast((toast) => !toast.text.startsWith('Stopping ') && text.test(toast.text)),
  );
}

/** A row's tooltip: it comes where the pointer comes to rest after it was seen to move. */
export async function hoverOver(window: VsCodeWindow, label: string | RegExp, text: string): Promise<Locator> {
  const { page } = window;
  const row = page
    .locator(`[role=tree][aria-label^="Campaigns"] .label-name`)
    .getByText(label, { exact: true })
    .first();
  const hover = page.locator('.workbench-hover .hover-contents').filter({ hasText: text });
  await window.screen.waitFor(`the tooltip of ${String(label)}`, async () => {
    await page.mouse.move(700, 400);
    const { x, y } = (await row.boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 10, y + 10, { steps: 5 });
    return hover.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
  return hover;
}

function settingsFile(window: VsCodeWindow): string {
  return join(window.host.userDataFolder, 'User', 'settings.json');
}

export function readSettings(window: VsCodeWindow): Promise<Record<string, unknown>> {
  return window.screen.waitFor('the settings file to be whole', async () => {
    const text = await readSettingsText(window);
    // VS Code empties the file before it writes it.
    return text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
  });
}

export function readSettingsText(window: VsCodeWindow): Promise<string> {
  return readFile(settingsFile(window), 'utf8');
}

/** Changes some settings in VS Code's own editor of the file: a change from outside may go unnoticed. */
export async function editSettings(window: VsCodeWindow, change: Readonly<Record<string, unknown>>): Promise<void> {
  await editSettingsText(window, JSON.stringify({ ...(await readSettings(window)), ...change }, undefined, 2));
}

export async function editSettingsText(window: VsCodeWindow, text: string): Promise<void> {
  await typeSettingsText(window, text);
  await window.page.keyboard.press('Control+S');
  await window.screen.waitFor('the settings file to be saved', async () => (await readSettingsText(window)) === text);
  await closeSettings(window);
}

/** Leaves the file open and not saved. */
export async function typeSettingsText(window: VsCodeWindow, text: string): Promise<void> {
  const { page } = window;
  await page.keyboard.press('Control+Alt+Shift+F8');
  const editor = page.locator('.editor-instance .monaco-editor.focused');
  await editor.waitFor();
  await page.keyboard.press('Control+A');
  // Typed text would be indented and completed on its way.
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.keyboard.press('Control+V');
}

/** What is not saved is lost. */
export async function closeSettings(window: VsCodeWindow): Promise<void> {
  await window.page.keyboard.press('Control+Alt+Shift+F7');
  await window.page.locator('.editor-instance').waitFor({ state: 'hidden' });
}

/** A token of the Kore's own app, made by another library. */
export function tokenFor({ credential }: Pick<Simulator, 'credential'>, lifetimeSeconds: number | undefined): string {
  const now = Math.floor(Date.now() / 1000);
  const expiry = lifetimeSeconds === undefined ? {} : { exp: now + lifetimeSeconds };
  return jwt.sign({ sub: 'tester', appId: credential.clientId, iat: now - 3600, ...expiry }, credential.clientSecret);
}
