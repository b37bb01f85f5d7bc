import { matches, type Screen, type TextMatch, type TreeRow } from './screen.ts';

/** A tree view, named by the start of its title. */
export class Tree {
  readonly #screen: Screen;
  readonly #view: string;

  constructor(screen: Screen, view: string) {
    this.#screen = screen;
    this.#view = view;
  }

  /** The rows in view, from top to bottom; none when the tree is not on the screen. */
  async rows(): Promise<TreeRow[]> {
    return (await this.#screen.treeRows(this.#view)) ?? [];
  }

  /** Waits for a row whose label or accessible label fits and that is as `wanted` asks. */
  waitForRow(row: TextMatch, wanted: (row: TreeRow) => boolean = () => true, timeoutMs?: number): Promise<TreeRow> {
    const probe = async () => (await this.rows()).find((one) => fits(one, row) && wanted(one));
    return this.#screen.waitFor(`the row ${String(row)} of ${this.#view}`, probe, timeoutMs);
  }

  /** Opens a row's children, if they are not open already. */
  async expand(row: TextMatch): Promise<void> {
    const { expanded } = await this.waitForRow(row, (one) => one.expanded !== null);
    if (expanded === true) return;
    await (await this.#element(row)).locator('.monaco-tl-twistie').click();
    await this.waitForRow(row, (one) => one.expanded === true);
  }

  /** Clicks a row, with keys held down if given. */
  async select(row: TextMatch, modifiers: ('Control' | 'Shift')[] = []): Promise<void> {
    await (await this.#element(row)).locator('.label-name').click({ modifiers });
  }

  /** Clicks the button that a row shows when the pointer is over it. */
  async clickInline(row: TextMatch, action: string): Promise<void> {
    await this.#leaveRows();
    const element = await this.#element(row);
    await element.hover();
    await element.locator(`.actions .action-label[aria-label^=${JSON.stringify(action)}]`).click();
  }

  /** Opens a row's context menu and gives the titles in it. One that is open already is closed first. */
  async openMenu(row: TextMatch): Promise<string[]> {
    const titles = this.#menu();
    if (await titles.first().isVisible()) await this.#closeMenu();
    await (await this.#element(row)).locator('.label-name').click({ button: 'right' });
    await titles.first().waitFor();
    return titles.allInnerTexts();
  }

  /** Opens a row's context menu and clicks an entry; again, when the row does not have it yet. */
  async chooseFromMenu(row: TextMatch, entry: string): Promise<void> {
    await this.#screen.waitFor(`“${entry}” in the menu of ${String(row)}`, async () => {
      if ((await this.openMenu(row)).includes(entry)) return true;
      await this.#closeMenu();
      return false;
    });
    // A menu takes no click in its first tenth of a second.
    await this.#screen.page.waitForTimeout(150);
    await this.#menu().getByText(entry, { exact: true }).click();
    await this.#menu().first().waitFor({ state: 'hidden' });
  }

  async #closeMenu(): Promise<void> {
    await this.#screen.page.keyboard.press('Escape');
    await this.#menu().first().waitFor({ state: 'hidden' });
  }

  /** The box that tells of a row the pointer rested on lies over the rows below, and takes the pointer from them. */
  async #leaveRows(): Promise<void> {
    await this.#screen.page.mouse.move(0, 0);
    await this.#screen.page.locator('.context-view .hover-contents').first().waitFor({ state: 'hidden' });
  }

  #menu() {
    return this.#screen.page.locator('.monaco-menu .action-menu-item .action-label');
  }

  async #element(row: TextMatch) {
    const { index } = await this.waitForRow(row);
    const tree = `[role=tree][aria-label^=${JSON.stringify(this.#view)}]`;
    return this.#screen.page.locator(`${tree} .monaco-list-row[data-index="${String(index)}"]:visible`);
  }
}

function fits(row: TreeRow, wanted: TextMatch): boolean {
  return matches(row.label, wanted) || matches(row.ariaLabel, wanted);
}
