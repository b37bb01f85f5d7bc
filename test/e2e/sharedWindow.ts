import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extensionPackage, openWindow, type VsCodeWindow, type WindowOptions } from '../window/index.ts';

/** Commands of VS Code that the steps of the tests need often. */
const testKeys = [
  { key: 'ctrl+alt+shift+f9', command: 'notifications.clearAll' },
  { key: 'ctrl+alt+shift+f8', command: 'workbench.action.openSettingsJson' },
  { key: 'ctrl+alt+shift+f7', command: 'workbench.action.revertAndCloseActiveEditor' },
];

/** Where each window leaves what it has shown, a file each, for `npm run sentences`. */
export const shownFolder = fileURLToPath(new URL('../../out/shown', import.meta.url));

/**
 * Opens one window, with the packaged extension in it, for all tests of the describe that calls this; the function it
 * gives is for use inside the tests. Options that are known only at run time come from a function. Keeps a picture of
 * every failed test in out/, and starts each test without an open question or notification.
 */
export function sharedWindow(options: WindowOptions | (() => WindowOptions) = {}): () => VsCodeWindow {
  let window: VsCodeWindow | undefined;

  before('open a window', async () => {
    const { keybindings = [], ...others } = typeof options === 'function' ? options() : options;
    window = await openWindow({ vsix: [extensionPackage], ...others, keybindings: [...testKeys, ...keybindings] });
  });
  afterEach('keep a picture of a failed test, and tidy up', async function () {
    const { currentTest } = this;
    if (currentTest?.state === 'failed') {
      await window?.screenshot(`out/${currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 150)}.png`);
    }
    if (window !== undefined) await tidyUp(window);
  });
  after('keep what it has shown, and close the window', async () => {
    try {
      if (window !== undefined) await keepShown(await window.shownTexts());
    } finally {
      await window?.close();
    }
  });

  return () => {
    if (window === undefined) throw new Error('The window is there in tests only');
    return window;
  };
}

async function tidyUp(window: VsCodeWindow): Promise<void> {
  await window.screen.waitFor('the questions to close', async () => {
    if ((await window.dialog.read()) === null && (await window.quickInput.read()) === null) return true;
    await window.page.keyboard.press('Escape');
    return false;
  });
  await window.page.keyboard.press('Control+Alt+Shift+F9');
}

async function keepShown(texts: ReadonlySet<string>): Promise<void> {
  await mkdir(shownFolder, { recursive: true });
  await writeFile(join(shownFolder, `${randomUUID()}.json`), JSON.stringify([...texts]));
}
