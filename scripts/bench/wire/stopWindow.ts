import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptInPicker, setCredential, untilSecretsAreWritten } from '../../../test/e2e/steps.ts';
import { extensionPackage, openWindow, type VsCodeWindow } from '../../../test/window/index.ts';
import { HostProbe } from '../probe/hostProbe.ts';
import { portFileVariable, type Mark } from '../probe/protocol.ts';
import type { KoreThere, StopArrival } from '../server/protocol.ts';
import type { Servers } from '../server/servers.ts';
import { markQuestions, takeQuestionMs } from './questionMarks.ts';

/** The picker takes no Enter on a row that has only just come; a person needs longer to read. */
const readingMs = 450;
/** As short as a person reads what is asked. */
const decidingMs = 1000;
const storedAfterMs = 1500;
const clearKey = { key: 'ctrl+alt+shift+f9', command: 'notifications.clearAll' };

/** What the stream of a round is set to. */
export type Way = 'asked' | 'never';

/** The start of the ids of its campaigns. Two accounts take turns where more stops are made than one has room for. */
const prefixes = { asked: ['cd-asked', 'cd-again'], never: ['cd-never'] } as const;

/** A stop as it was seen in the host, in the page and at the server. */
export interface SeenStop {
  readonly marks: readonly Mark[];
  readonly arrival: StopArrival;
  /** From the key that asked for the stop to its question in the page; none where nothing is asked. */
  readonly questionMs?: number;
}

export interface StopWindowPlan {
  readonly probe: string;
  readonly proxyUrl?: string;
  /** Campaigns of each of the streams. */
  readonly campaigns: number;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * A real window with the packaged extension and three streams, of which two are asked about and the other is not
 * (`kore.confirmStop` is `never`, and a stream without a tier is asked about all the same).
 */
export class StopWindow {
  readonly window: VsCodeWindow;
  readonly probe: HostProbe;
  readonly #servers: Servers;
  readonly #folder: string;
  readonly #stopped: Record<Way, number> = { asked: 0, never: 0 };

  private constructor(window: VsCodeWindow, probe: HostProbe, servers: Servers, folder: string) {
    this.window = window;
    this.probe = probe;
    this.#servers = servers;
    this.#folder = folder;
  }

  static async open(servers: Servers, plan: StopWindowPlan): Promise<StopWindow> {
    const folder = await mkdtemp(join(tmpdir(), 'kore-bench-'));
    const portFile = join(folder, 'port');
    const wish = { campaigns: plan.campaigns, behindProxy: plan.proxyUrl !== undefined };
    const asked = await servers.ask('kore', { prefix: prefixes.asked[0], ...wish });
    const again = await servers.ask('kore', { prefix: prefixes.asked[1], ...wish });
    const never = await servers.ask('kore', { prefix: prefixes.never[0], ...wish });
    const window = await openWindow({
      vsix: [extensionPackage],
      unpacked: [plan.probe],
      keybindings: [clearKey],
      env: { NODE_EXTRA_CA_CERTS: servers.authorityFile, [portFileVariable]: portFile },
      settings: {
        'kore.streams': [entry('Asked', asked), entry('Again', again), { ...entry('Never', never), tier: 'staging' }],
        'kore.confirmStop': 'never',
        'kore.refreshSeconds': 0,
        ...(plan.proxyUrl === undefined ? {} : { 'http.proxy': plan.proxyUrl }),
        ...plan.settings,
      },
    });
    const opened = new StopWindow(window, new HostProbe(portFile), servers, folder);
    try {
      await opened.#setCredentials({ Asked: asked, Again: again, Never: never });
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** A new extension host, as after the start of VS Code, with the view hidden; what was stored stays. */
  async reload(): Promise<void> {
    await hideView(this.window);
    // VS Code writes down what is open a moment later; else it shows the view again, and with it reads lists.
    await sleep(storedAfterMs);
    await this.probe.forget();
    await this.window.reload();
    await markQuestions(this.window);
    await this.probe.ask('marks');
  }

  /** Stops the next campaign as a person does, and gives what was seen of it. Throws when it does not come to a stop. */
  async stop(way: Way): Promise<SeenStop> {
    const { window, probe } = this;
    const nth = this.#stopped[way]++;
    const prefix = prefixes[way][nth % prefixes[way].length] ?? '';
    const id = `${prefix}-${Math.floor(nth / prefixes[way].length)}`;
    await this.#rest();
    await this.#choose(id);
    if (way === 'asked') {
      await window.dialog.waitFor(/^Stop “/);
      await sleep(decidingMs);
      await window.page.keyboard.press('Enter');
    }
    const arrival = await window.screen.waitFor('the stop request at the server', async () => {
      const { stops } = await this.#servers.ask('traffic');
      return stops.find(({ campaignId }) => campaignId === id);
    });
    await window.toasts.waitFor(new RegExp(`^Stopped: “${nameOf(id)}”`));
    const questionMs = way === 'asked' ? await takeQuestionMs(window) : undefined;
    return { marks: await probe.ask('marks'), arrival, ...(questionMs === undefined ? {} : { questionMs }) };
  }

  async close(): Promise<void> {
    await this.window.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Nobody stops a campaign a second: connections of the one before are not there any more. */
  async #rest(): Promise<void> {
    await this.window.page.keyboard.press('Control+Alt+Shift+F9');
    await this.window.toasts.waitForCalm();
    await this.#servers.ask('hangUp');
    await this.#servers.ask('traffic');
    await this.probe.ask('marks');
  }

  async #choose(id: string): Promise<void> {
    const { quickInput, screen, page } = this.window;
    let pressedAtMs = 0;
    await screen.waitFor('the picker', async () => {
      if ((await quickInput.read())?.title.startsWith('Stop SMS Campaign') === true) return true;
      // Right after the start VS Code does not know the key yet.
      if (Date.now() - pressedAtMs < 3000) return false;
      await page.keyboard.press('Control+Shift+Alt+K');
      pressedAtMs = Date.now();
      return false;
    });
    await quickInput.type(id);
    await screen.waitFor(`the row of ${id}`, async () => {
      const row = (await quickInput.read())?.rows.find(({ focused }) => focused);
      return row?.label === nameOf(id);
    });
    await sleep(readingMs);
    await acceptInPicker(this.window);
  }

  async #setCredentials(of: Readonly<Record<string, KoreThere>>): Promise<void> {
    const { window } = this;
    await window.openKoreView();
    for (const [name, { credential }] of Object.entries(of)) {
      await window.campaigns.waitForRow(name, undefined, 60_000);
      await untilSecretsAreWritten(window, () => setCredential(window, name, credential, 'On this computer'));
    }
    await markQuestions(window);
  }
}

/** What the servers' process calls a campaign. */
function nameOf(id: string): string {
  return id.replace(/-(\d+)$/, ' $1');
}

function entry(name: string, { stream }: KoreThere): Readonly<Record<string, unknown>> {
  const { host, accountId, streamId } = stream;
  return { name, host, accountId, streamId };
}

/** Shows the files in its place, as VS Code does at first. */
async function hideView(window: VsCodeWindow): Promise<void> {
  const kore = window.page.locator('.part.sidebar[data-active-composite="workbench.view.extension.kore"]:visible');
  await window.screen.waitFor('the view to be hidden', async () => {
    if ((await kore.count()) === 0) return true;
    await window.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
    return false;
  });
}
