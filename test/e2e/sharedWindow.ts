import { extensionPackage, openWindow, type VsCodeWindow, type WindowOptions } from '../window/index.ts';

/**
 * Opens one window, with the packaged extension in it, for all tests of the describe that calls this; the function it
 * gives is for use inside the tests. Keeps a picture of every failed test in out/.
 */
export function sharedWindow(options: WindowOptions = {}): () => VsCodeWindow {
  let window: VsCodeWindow | undefined;

  before('open a window', async () => {
    window = await openWindow({ vsix: [extensionPackage], ...options });
  });
  afterEach('keep a picture of a failed test', async function () {
    const { currentTest } = this;
    if (currentTest?.state !== 'failed') return;
    await window?.screenshot(`out/${currentTest.fullTitle().replace(/\W+/g, '-')}.png`);
  });
  after('close the window', () => window?.close());

  return () => {
    if (window === undefined) throw new Error('The window is there in tests only');
    return window;
  };
}
