import { matches, type Screen, type TextMatch, type Toast } from './screen.ts';

/** The notifications at the window's lower right. */
export class Toasts {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Every toast that was ever shown, faded ones too; remember its length to look at later ones only. */
  get shown(): readonly Toast[] {
    return this.#screen.shownToasts;
  }

  /** The toasts on the screen now. */
  read(): Promise<Toast[]> {
    return this.#screen.toasts();
  }

  /** Waits for a toast whose text fits, among those shown from the `since`-th on, faded or not. */
  waitFor(text: TextMatch, options: { since?: number; timeoutMs?: number } = {}): Promise<Toast> {
    return this.#screen.waitFor(
      `the notification ${String(text)}`,
      () => this.shown.slice(options.since ?? 0).findLast((toast) => matches(toast.text, text)),
      options.timeoutMs,
    );
  }

  /** VS Code shows no more than three new toasts in 0.8 s: waits until it would show some again. */
  waitForCalm(): Promise<true> {
    return this.#screen.waitFor('a time without toasts', () => Date.now() - this.#screen.lastToastAtMs > 850);
  }

  /** Clicks a button of the toast whose text fits. */
  async click(text: TextMatch, button: string): Promise<void> {
    await this.waitFor(text);
    const toast = await this.#onScreen(text);
    const target = toast.locator('.notification-list-item-buttons-container .monaco-button');
    await target.getByText(button, { exact: true }).click();
  }

  /** Closes the toast whose text fits. */
  async dismiss(text: TextMatch): Promise<void> {
    const toast = await this.#onScreen(text);
    await toast.hover();
    await toast.locator('.codicon-notifications-clear').click();
  }

  async #onScreen(text: TextMatch) {
    const index = await this.#screen.waitFor(`the notification ${String(text)} on the screen`, async () => {
      const place = (await this.read()).findIndex((toast) => matches(toast.text, text));
      return place === -1 ? undefined : { place };
    });
    return this.#screen.page.locator('.notification-toast .notification-list-item').nth(index.place);
  }
}
