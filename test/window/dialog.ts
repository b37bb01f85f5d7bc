import { matches, type DialogState, type Screen, type TextMatch } from './screen.ts';

/** The modal question in the middle of the window. */
export class Dialog {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** What it says now, or null when there is none. */
  read(): Promise<DialogState | null> {
    return this.#screen.dialog();
  }

  /** Waits for a dialog whose message fits, until a key would reach it. */
  waitFor(message: TextMatch = /./): Promise<DialogState> {
    return this.#screen.waitFor(`the dialog ${String(message)}`, async () => {
      const state = await this.read();
      return state !== null && matches(state.message, message) && state.focusedButton !== '' && state;
    });
  }

  waitForClosed(): Promise<true> {
    return this.#screen.waitFor('the dialog to close', async () => (await this.read()) === null);
  }

  /** Clicks a button by its text; the dialog must go. */
  async press(button: string): Promise<void> {
    const state = await this.waitFor();
    if (!state.buttons.includes(button)) await this.#screen.fail(`The dialog has no button "${button}"`);
    const buttons = this.#screen.page.locator('.monaco-dialog-box .dialog-buttons .monaco-button');
    await buttons.getByText(button, { exact: true }).click();
    await this.#waitForGone(state);
  }

  /** Presses a key ("Enter", "Escape"); the dialog must go. */
  async pressKey(key: string): Promise<void> {
    const state = await this.waitFor();
    await this.#screen.page.keyboard.press(key);
    await this.#waitForGone(state);
  }

  async #waitForGone(state: DialogState): Promise<void> {
    await this.#screen.waitFor('the dialog to close', async () => {
      const now = await this.read();
      return now?.message !== state.message || now.detail !== state.detail;
    });
  }
}
