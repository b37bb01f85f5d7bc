import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Frame, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/host.mjs';
import { Dialog } from './dialog.ts';
import { startHost, type Host, type HostOptions } from './hostProcess.ts';
import { Logs } from './logs.ts';
import { QuickInput } from './quickInput.ts';
import { Screen, type Toast } from './screen.ts';
import { ShownTexts } from './shownTexts.ts';
import { Toasts } from './toasts.ts';
import { Tree } from './tree.ts';

const inPage = fileURLToPath(new URL('inPage.js', import.meta.url));
const out = fileURLToPath(new URL('../../out', import.meta.url));

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface HostedSuite {
  /** The extension to load from its source folder. */
  readonly extensionFolder: string;
  /** The module whose `run()` is called inside the extension host. */
  readonly testsPath: string;
  /** Environment variables of that extension host. */
  readonly env: Readonly<Record<string, string>>;
}

export interface WindowOptions extends Omit<HostOptions, 'folder' | 'runsSuite'> {
  /** A folder to open; undefined: an empty one of its own; null: a window without a folder. */
  readonly workspace?: string | null;
  /** Tests to run inside the extension host. */
  readonly suite?: HostedSuite;
  /** How much VS Code logs; everything with `trace`, which names each command that is run. */
  readonly logLevel?: 'trace';
  readonly size?: { readonly width: number; readonly height: number };
  /** Shown as a person would see it in dark or light. */
  readonly colorScheme?: 'light' | 'dark';
  /** What the browser says it is: VS Code takes the platform from it. */
  readonly userAgent?: string;
}

/** A VS Code window with an installed extension, driven as a person would. */
export class VsCodeWindow {
  readonly page: Page;
  readonly screen: Screen;
  readonly quickInput: QuickInput;
  readonly dialog: Dialog;
  readonly toasts: Toasts;
  readonly campaigns: Tree;
  readonly logs: Logs;
  readonly host: Host;
  /** The opened folder, or null. */
  readonly workspace: string | null;
  readonly #shown: ShownTexts;
  readonly #close: () => Promise<void>;

  constructor(page: Page, host: Host, workspace: string | null, shown: ShownTexts, close: () => Promise<void>) {
    this.page = page;
    this.host = host;
    this.workspace = workspace;
    this.screen = new Screen(page, out);
    this.quickInput = new QuickInput(this.screen);
    this.dialog = new Dialog(this.screen);
    this.toasts = new Toasts(this.screen);
    this.campaigns = new Tree(this.screen, 'Campaigns');
    this.logs = new Logs(this.screen, host.userDataFolder);
    this.#shown = shown;
    this.#close = close;
  }

  /** Another tree view, by the start of its title. */
  tree(view: string): Tree {
    return new Tree(this.screen, view);
  }

  /** Runs a command by its palette title, as "Kore: Stop SMS Campaign". */
  runCommand(title: string, timeoutMs?: number): Promise<void> {
    return this.quickInput.runCommand(title, timeoutMs);
  }

  /** Shows the Kore side bar, if it is not there already. */
  async openKoreView(): Promise<void> {
    const shown = this.page.locator('.part.sidebar[data-active-composite="workbench.view.extension.kore"]:visible');
    await this.screen.waitFor('the Kore side bar', async () => {
      if ((await shown.count()) > 0) return true;
      // While a window still brings back what was open, a click can close it instead.
      await this.page.locator('.activitybar .action-label[aria-label*="Kore"]').click();
      return shown.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** All text in the side bar: for a view's welcome text. */
  sideBarText(): Promise<string> {
    return this.page.locator('.part.sidebar').innerText();
  }

  /** The webview frame in which the selector finds something visible. */
  webview(selector: string): Promise<Frame> {
    return this.screen.waitFor(`a webview with ${selector}`, async () => {
      for (const frame of this.page.frames().slice(1)) {
        const visible = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (visible) return frame;
      }
      return undefined;
    });
  }

  readClipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Loads the window again; secrets and state stay. */
  async reload(): Promise<void> {
    await this.page.reload();
    await waitForWorkbench(this.page);
  }

  /** Loads the window again, with other tests to run; secrets and state stay. */
  async reloadWith(suite: HostedSuite): Promise<void> {
    await this.page.goto(address(this.host, this.workspace, { suite }));
    await waitForWorkbench(this.page);
  }

  /** Every text that was on the screen up to now, or would have been read aloud. */
  shownTexts(): Promise<ReadonlySet<string>> {
    return this.#shown.upToNow(this.page.context());
  }

  screenshot(path: string): Promise<void> {
    return this.screen.screenshot(path);
  }

  /** Ends the browser and the host, and deletes everything they have written. */
  close(): Promise<void> {
    return this.#close();
  }
}

/** Starts a VS Code of its own and opens a window of it; resolves when the workbench can be used. */
export async function openWindow(options: WindowOptions = {}): Promise<VsCodeWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-window-'));
  const openParts: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const close = async (): Promise<void> => {
    for (let part = openParts.pop(); part; part = openParts.pop()) await part();
  };
  try {
    const host = await startHost({ ...options, folder, runsSuite: options.suite !== undefined });
    openParts.push(host.close);
    const context = await openBrowser(join(folder, 'browser'), options);
    openParts.push(() => context.close());
    const shown = new ShownTexts();
    await shown.watch(context);

    const workspace = options.workspace === undefined ? join(folder, 'workspace') : options.workspace;
    if (workspace !== null) await mkdir(workspace, { recursive: true });
    const page = context.pages()[0] ?? (await context.newPage());
    const window = new VsCodeWindow(page, host, workspace, shown, close);
    await context.exposeFunction('koreToastShown', (toast: Toast) => {
      window.screen.shownToasts.push(toast);
      window.screen.lastToastAtMs = Date.now();
    });
    await context.addInitScript({ path: inPage });
    await page.goto(address(host, workspace, options));
    await waitForWorkbench(page);
    return window;
  } catch (error) {
    await close();
    throw error;
  }
}

function address(host: Host, workspace: string | null, { suite, logLevel }: WindowOptions): string {
  const url = new URL(host.url);
  if (workspace === null) url.searchParams.set('ew', 'true');
  else url.searchParams.set('folder', workspace);
  const remote = `vscode-remote://${url.host}`;
  const payload = [
    ...(logLevel === undefined ? [] : [['logLevel', logLevel]]),
    ...(suite === undefined
      ? []
      : [
          ['extensionDevelopmentPath', remote + suite.extensionFolder],
          ['extensionTestsPath', remote + suite.testsPath],
          ['extensionEnvironment', JSON.stringify(suite.env)],
        ]),
  ];
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function openBrowser(profile: string, options: WindowOptions): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium: npm run setup installs it or says how');
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: browserArguments,
    headless: true,
    viewport: options.size ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

/** The status bar's remote item comes last: it is there when the window has reached the extension host. */
async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
}
