import { readdir } from 'node:fs/promises';
import { commands, workspace, type Disposable } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import type { JournalLimits, StopJournal, TakenEntry } from '../../stop/journal/index.ts';
import type { Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { Outlet } from '../outlet.ts';
import type { OutcomeAction } from '../texts/outcomeFixes.ts';
import { unresolvedStopsText } from '../texts/restoredText.ts';
import { toError } from '../toError.ts';
import { campaignOf, isConfigured } from './restoredCampaign.ts';
import type { FlowResult } from './stopFlow.ts';
import { tellOutcome } from './tellOutcome.ts';

/** When the journal is looked at, after the start; the window before a reload may need a moment to be gone. */
const firstLooksMs: readonly number[] = [0, 2000, 5000, 10_000];
/** And then: another window can be gone at any time. */
const lookEveryMs = 30_000;
/** A message that was asked for is on the screen by then. */
const shownAfterMs = 1000;
/** More interrupted stops than this are told in one message. */
const mostMessages = 3;

export interface RestorePorts {
  readonly board: CampaignBoard;
  /** Where the journal lies. */
  readonly folder: string;
  /** Loads it. */
  journal(): Promise<StopJournal>;
  /** Carries out what a message's button offers. */
  act(result: FlowResult, action: OutcomeAction): Promise<void>;
  /** Reads on where the window that is gone left off. */
  resume(stop: Pick<FlowResult, 'campaign' | 'outcome'>, later: TakenEntry['later']): Promise<void>;
  readonly reader: Reader;
  readonly outlet: Outlet;
  readonly log: Log;
}

/** Brings back what windows left that are gone: stops that were interrupted, and those that nobody saw the end of. */
export class RestoreStops implements Disposable {
  readonly #ports: RestorePorts;
  readonly #left: number[] = [...firstLooksMs];
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;
  #pruned = false;

  constructor(ports: RestorePorts) {
    this.#ports = ports;
  }

  /** Begins to look, after the caller has returned. */
  start(): void {
    if (this.#disposed) return;
    this.#timer = setTimeout(() => void this.#look().then(() => this.start()), this.#left.shift() ?? lookEveryMs);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      // Where no window ever stopped anything nothing is loaded.
      if (!(await hasFiles(this.#ports.folder))) return;
      const journal = await this.#ports.journal();
      await this.#restore(await journal.takeOver(), journal);
      if (this.#left.length > 0 || this.#pruned) return;
      // Once a window, when the start is over.
      this.#pruned = true;
      await journal.prune(limits());
    } catch (error: unknown) {
      this.#ports.log.warn(`The journal could not be read: ${toError(error).message}`);
    }
  }

  async #restore(entries: readonly TakenEntry[], journal: StopJournal): Promise<void> {
    const { board } = this.#ports;
    const restored = entries.map((entry) => ({ ...entry, campaign: campaignOf(entry.intent, board) }));
    // What this window has done to a campaign since is newer than anything that was left.
    const news = restored.filter(({ campaign }) => campaign.activity === undefined);
    for (const { campaign, outcome, later } of news) board.noteOutcome(campaign, outcome, later);
    const interrupted = news.filter(({ why }) => why === 'interrupted');
    if (interrupted.length > mostMessages) this.#tellMany(interrupted);
    else for (const one of interrupted) this.#tell(one);
    const unresolved = news.filter(({ why }) => why === 'unresolved');
    if (unresolved.length > 0) this.#tellMany(unresolved);
    // A file alone sends nothing anywhere: the stream must be one of the settings.
    for (const one of news) if (isConfigured(one.campaign, board)) void this.#ports.resume(one, one.later);
    await this.#writeThatTold(
      restored.filter(({ why }) => why === 'interrupted'),
      journal,
    );
  }

  #tell({ campaign, outcome }: Restored): void {
    const { board } = this.#ports;
    // Nobody is asked for a credential because of what a file says.
    const offers = isConfigured(campaign, board) ? undefined : (['howToStopByHand', 'showLog'] as const);
    const result = { campaign, outcome };
    void tellOutcome(result, (action) => this.#ports.act(result, action), this.#ports, offers);
  }

  #tellMany(stops: readonly Restored[]): void {
    const { reader, outlet } = this.#ports;
    const show = reader.l10n.t('Show Campaigns');
    void outlet.error(unresolvedStopsText(stops, reader), show).then((chosen) => {
      if (chosen === show) void commands.executeCommand('kore.campaigns.focus');
    });
  }

  /** Only what was shown is written as told: else the next window tells it again. */
  async #writeThatTold(told: readonly Restored[], journal: StopJournal): Promise<void> {
    if (told.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, shownAfterMs));
    if (this.#disposed) return;
    for (const { intent, outcome } of told) {
      this.#ports.log.info(outcome.message);
      await journal.end(intent.id, outcome);
    }
  }
}

type Restored = TakenEntry & { readonly campaign: KnownCampaign };

function limits(): JournalLimits {
  const settings = workspace.getConfiguration('kore');
  const atLeast = (name: string, least: number, usual: number): number => {
    const value: unknown = settings.get(name);
    return typeof value === 'number' && Number.isFinite(value) ? Math.max(least, value) : usual;
  };
  return { days: atLeast('journalDays', 1, 400), entries: atLeast('journalEntries', 100, 10_000) };
}

async function hasFiles(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.length > 0,
    () => false,
  );
}
