import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export interface PickRow {
  /** Place in the whole list. */
  readonly index: number;
  readonly ariaLabel: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly focused: boolean;
  readonly checked: boolean;
  /** Accessible labels of the row's inline buttons. */
  readonly buttons: readonly string[];
}

/** The quick pick or input box as it is on the screen. */
export interface QuickInputState {
  readonly title: string;
  readonly placeholder: string;
  readonly value: string;
  readonly masked: boolean;
  /** The prompt, or in its place the validation message. */
  readonly message: string;
  readonly severity: 'none' | 'info' | 'warning' | 'error';
  readonly busy: boolean;
  readonly buttons: readonly string[];
  /** The rows in view, from top to bottom. */
  readonly rows: readonly PickRow[];
}

export interface DialogState {
  readonly message: string;
  readonly detail: string;
  readonly severity: string;
  readonly buttons: readonly string[];
  /** The button that Enter takes. */
  readonly focusedButton: string;
}

export interface TreeRow {
  /** Place in the whole tree. */
  readonly index: number;
  readonly ariaLabel: string;
  readonly label: string;
  readonly description: string;
  readonly level: number;
  /** Null where there is nothing to expand. */
  readonly expanded: boolean | null;
  readonly selected: boolean;
}

export interface Toast {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  /** Targets of links in the text. */
  readonly links: readonly string[];
}

export interface StatusBarItem {
  readonly id: string;
  readonly text: string;
  readonly ariaLabel: string;
  readonly kind: 'plain' | 'warning' | 'error';
}

export const defaultTimeoutMs = 30_000;

/** What is on the screen of a VS Code window, and the waiting for it. */
export class Screen {
  readonly page: Page;
  /** Every toast state that was ever shown, in order; a progress that changes its text comes several times. */
  readonly shownToasts: Toast[] = [];
  /** When the last of them came, in milliseconds since 1970. */
  lastToastAtMs = 0;
  readonly #pictures: string;
  #pictureCount = 0;

  constructor(page: Page, pictures: string) {
    this.page = page;
    this.#pictures = pictures;
  }

  quickInput(): Promise<QuickInputState | null> {
    return this.page.evaluate('koreScreen.quickInput()');
  }

  dialog(): Promise<DialogState | null> {
    return this.page.evaluate('koreScreen.dialog()');
  }

  /** The rows in view of the tree whose name starts so, or null when it is not on the screen. */
  treeRows(view: string): Promise<TreeRow[] | null> {
    return this.page.evaluate(`koreScreen.treeRows(${JSON.stringify(view)})`);
  }

  /** The toasts that are on the screen now. */
  toasts(): Promise<Toast[]> {
    return this.page.evaluate('koreScreen.toasts()');
  }

  statusBar(): Promise<StatusBarItem[]> {
    return this.page.evaluate('koreScreen.statusBar()');
  }

  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }

  /** Asks until there is an answer other than undefined, null or false; else tells what is on the screen instead. */
  async waitFor<T>(
    what: string,
    probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
    timeoutMs = defaultTimeoutMs,
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await probe();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      if (Date.now() >= deadline) return this.fail(`Waited ${String(timeoutMs)} ms for ${what}`);
      await sleep(50);
    }
  }

  /** Throws with what is on the screen, and keeps a picture of it. */
  async fail(problem: string): Promise<never> {
    this.#pictureCount += 1;
    const picture = join(this.#pictures, `failure-${String(process.pid)}-${String(this.#pictureCount)}.png`);
    await this.screenshot(picture);
    const seen = {
      quickInput: await this.quickInput(),
      dialog: await this.dialog(),
      toasts: await this.toasts(),
      shownToasts: this.shownToasts.slice(-10),
      campaigns: await this.treeRows('Campaigns'),
    };
    throw new Error(`${problem}.\nPicture: ${picture}\nSeen instead: ${JSON.stringify(seen, undefined, 2)}`);
  }
}

/** A text that must be there as a whole, or a pattern. */
export type TextMatch = string | RegExp;

export function matches(text: string, wanted: TextMatch): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}
