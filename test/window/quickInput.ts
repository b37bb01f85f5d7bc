import { matches, type PickRow, type QuickInputState, type Screen, type TextMatch } from './screen.ts';

const readingMs = 600;

/** The quick pick, input box or command palette. */
export class QuickInput {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** What it shows now, or null when there is none. */
  read(): Promise<QuickInputState | null> {
    return this.#screen.quickInput();
  }

  /** Waits until it shows what `wanted` asks for (by default: until there is one). */
  waitFor(what = 'a quick input', wanted: (state: QuickInputState) => boolean = () => true): Promise<QuickInputState> {
    return this.#screen.waitFor(what, async () => {
      const state = await this.read();
      return state !== null && wanted(state) && state;
    });
  }

  /** Waits for the quick input with this title or, where it has none, this placeholder. */
  waitForTitle(title: TextMatch): Promise<QuickInputState> {
    return this.waitFor(`the quick input ${String(title)}`, (state) =>
      matches(state.title || state.placeholder, title),
    );
  }

  /** Waits for the prompt or validation message. */
  waitForMessage(message: TextMatch): Promise<QuickInputState> {
    return this.waitFor(`the message ${String(message)}`, (state) => matches(state.message, message));
  }

  waitForClosed(): Promise<true> {
    return this.#screen.waitFor('the quick input to close', async () => (await this.read()) === null);
  }

  /** Waits for a row whose label or accessible label fits. */
  async waitForRow(row: TextMatch, timeoutMs?: number): Promise<PickRow> {
    return this.#screen.waitFor(`the row ${String(row)}`, () => this.#findRow(row), timeoutMs);
  }

  /** Puts a text in place of what is typed there. */
  async type(text: string): Promise<void> {
    await this.waitFor();
    await this.#input().fill(text);
  }

  /** Types a text key by key, as a person. */
  async typeKeys(text: string): Promise<void> {
    await this.waitFor();
    await this.#input().pressSequentially(text);
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.#input().press('Enter');
  }

  async escape(): Promise<void> {
    await this.#input().press('Escape');
  }

  /**
   * Moves to the row with the arrow keys and presses Enter when the rows have stood still for as long as a person
   * needs to read: the extension's pickers take no Enter on a row that has only just come.
   */
  async choose(row: TextMatch): Promise<void> {
    await this.focusRow(row);
    let rows = '';
    let sinceMs = Date.now();
    await this.#screen.waitFor('the rows to stand still', async () => {
      const now = (await this.read())?.rows.map(({ label, focused }) => [label, focused]);
      if (JSON.stringify(now) === rows) return Date.now() - sinceMs > readingMs;
      rows = JSON.stringify(now);
      sinceMs = Date.now();
      return false;
    });
    await this.focusRow(row);
    await this.accept();
  }

  /** Moves to the row with the arrow keys; it must be in view. */
  async focusRow(row: TextMatch): Promise<void> {
    await this.waitForRow(row);
    await this.#screen.waitFor(`the row ${String(row)} to be the active one`, async () => {
      const state = await this.read();
      const target = state?.rows.findIndex((one) => fits(one, row)) ?? -1;
      const active = state?.rows.findIndex((one) => one.focused) ?? -1;
      if (target === -1) return false;
      if (target === active) return true;
      await this.#input().press(target > active ? 'ArrowDown' : 'ArrowUp');
      return false;
    });
  }

  /** Clicks an inline button of a row, by its accessible label. */
  async clickRowButton(row: TextMatch, button: string): Promise<void> {
    const { index } = await this.waitForRow(row);
    const element = this.#widget().locator(`.monaco-list-row[data-index="${String(index)}"]:visible`);
    await element.hover();
    await element.locator(`.action-label[aria-label=${JSON.stringify(button)}]`).click();
  }

  /** Clicks a button of the title bar or of the input, by its accessible label, which may end in its keys. */
  async clickButton(button: string): Promise<void> {
    await this.#widget()
      .locator(`.action-label[aria-label^=${JSON.stringify(button)}]`)
      .first()
      .click();
  }

  /**
   * Runs a command by its palette title ("Kore: Stop SMS Campaign"). Right after the start the palette does not
   * know the extension's commands yet, so it is closed and opened again until the row is there.
   */
  async runCommand(title: string, timeoutMs = 60_000): Promise<void> {
    await this.#screen.waitFor(
      `the command "${title}" in the palette`,
      async () => {
        await this.#screen.page.keyboard.press('F1');
        const isOpen = await this.#soon(async () => (await this.read())?.value.startsWith('>') ?? false);
        if (!isOpen) return false;
        // Something that opens late can take the focus, and with it the palette.
        const typed = await this.#soon(() =>
          this.#input()
            .fill(`>${title}`, { timeout: 500 })
            .then(
              () => true,
              () => false,
            ),
        );
        if (!typed) return false;
        if (await this.#soon(async () => (await this.#findRow(commandRow(title))) !== undefined)) return true;
        await this.escape();
        return false;
      },
      timeoutMs,
    );
    await this.focusRow(commandRow(title));
    await this.accept();
  }

  async #soon(probe: () => Promise<boolean>): Promise<boolean> {
    const deadline = Date.now() + 3_000;
    while (Date.now() < deadline) {
      if (await probe()) return true;
      await this.#screen.page.waitForTimeout(50);
    }
    return false;
  }

  async #findRow(row: TextMatch): Promise<PickRow | undefined> {
    return (await this.read())?.rows.find((one) => fits(one, row));
  }

  #widget() {
    return this.#screen.page.locator('.quick-input-widget');
  }

  #input() {
    return this.#widget().locator('.quick-input-filter input');
  }
}

function fits(row: PickRow, wanted: TextMatch): boolean {
  return matches(row.label, wanted) || matches(row.ariaLabel, wanted);
}

/** The accessible label of a command's row is its title, then its keys and whether it was used lately. */
function commandRow(title: string): RegExp {
  return new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(,|$)`);
}
