import { env, ThemeIcon, Uri, window, type Disposable, type QuickInputButton, type QuickPick } from 'vscode';

import { campaignKey, type KnownCampaign, type KnownState, type KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { readingTitle } from '../texts/pickerText.ts';
import { checkRow, type CheckFailure } from './checkRow.ts';
import { PickerGuard } from './pickerGuard.ts';
import { pickerItems, typedItemId, type Picked, type PickerItem } from './pickerItems.ts';
import { RowWords } from './pickerWords.ts';
import { firstRows, laterRows, preselected, type PickerRow } from './pickerRows.ts';
import { notReadLately, readLists } from './readLists.ts';

export interface PickQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Typed already, somewhere else. */
  readonly value?: string;
  /** Hears which campaign is highlighted, if one is, and that Enter was pressed on it. */
  readonly row?: { highlighted(campaign: KnownCampaign | undefined): void; accepted(): void };
}

type PickerPorts = Pick<App, 'board' | 'credentials' | 'online' | 'outlet' | 'reader' | 'now'>;

/** Opens at once from what is known, and reads the lists that are old behind it. */
export function pickCampaign(ports: PickerPorts, question: PickQuestion): Promise<Picked | undefined> {
  return new Promise((resolve) => new CampaignPicker(ports, question, resolve).open());
}

/** Why the items are set anew: news comes by itself, anything else is what the person did. */
type Cause = 'opened' | 'typed' | 'news';

class CampaignPicker {
  readonly #ports: PickerPorts;
  readonly #question: PickQuestion;
  readonly #resolve: (picked: Picked | undefined) => void;
  readonly #pick: QuickPick<PickerItem>;
  readonly #guard = new PickerGuard();
  readonly #closed = new AbortController();
  readonly #buttons: Readonly<Record<'check' | 'copy' | 'console', QuickInputButton>>;
  readonly #checks = new Map<string, 'asking' | CheckFailure>();
  readonly #checked = new Map<string, KnownState>();
  readonly #words = new RowWords();
  #rows: readonly PickerRow[];
  /** How many readings of lists and states go on. */
  #running = 0;
  #selected: PickerItem | undefined;
  #accepted = false;

  constructor(ports: PickerPorts, question: PickQuestion, resolve: (picked: Picked | undefined) => void) {
    this.#ports = ports;
    this.#question = question;
    this.#resolve = resolve;
    this.#pick = window.createQuickPick<PickerItem>();
    this.#rows = firstRows(this.#campaigns(), ports.now());
    const { l10n } = ports.reader;
    this.#buttons = {
      check: { iconPath: new ThemeIcon('sync'), tooltip: l10n.t('Check Its State (sends no stop)') },
      copy: { iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy Campaign Id') },
      console: { iconPath: new ThemeIcon('link-external'), tooltip: l10n.t('Open Kore Console') },
    };
  }

  open(): void {
    const pick = this.#pick;
    pick.title = this.#question.title;
    pick.placeholder = this.#question.placeholder;
    pick.value = this.#question.value ?? '';
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    const listening: readonly Disposable[] = [
      this.#ports.board.onDidChange(() => this.#tellNews()),
      pick.onDidChangeValue(() => this.#show('typed')),
      pick.onDidChangeActive(([item]) => {
        this.#guard.highlighted(item?.id);
        this.#question.row?.highlighted(item?.row?.campaign);
      }),
      pick.onDidChangeSelection(([item]) => (this.#selected = item)),
      pick.onDidAccept(() => this.#accept()),
      pick.onDidTriggerItemButton(({ item, button }) => void this.#press(item, button)),
      pick.onDidHide(() => {
        this.#resolve(undefined);
        if (this.#accepted) this.#question.row?.accepted();
        else this.#question.row?.highlighted(undefined);
        this.#closed.abort();
        for (const one of listening) one.dispose();
        pick.dispose();
      }),
    ];
    this.#show('opened');
    pick.show();
    void this.#readOn(this.#unread(() => true));
  }

  #campaigns(): readonly KnownCampaign[] {
    const { board } = this.#ports;
    return board.streams().flatMap((stream) => board.campaigns(stream).map((one) => this.#withCheck(one)));
  }

  #withCheck(campaign: KnownCampaign): KnownCampaign {
    const checked = this.#checked.get(campaignKey(campaign.stream, campaign.id));
    return checked === undefined ? campaign : { ...campaign, checked };
  }

  #tellNews(): void {
    const active = this.#pick.activeItems[0]?.row?.key;
    this.#rows = laterRows(this.#rows, this.#campaigns(), active, this.#ports.now());
    this.#show('news');
  }

  #show(cause: Cause): void {
    const { board, now, reader } = this.#ports;
    const pick = this.#pick;
    const nowMs = now();
    const highlighted = pick.activeItems[0]?.id;
    const facts = {
      board,
      rows: this.#rows,
      value: pick.value,
      unread: this.#running > 0 ? [] : this.#unread((stream) => board.listState(stream).kind !== 'failed'),
      checks: this.#checks,
      words: this.#words,
      buttonsOf: (campaign: KnownCampaign) => this.#buttonsOf(campaign),
    };
    const items = pickerItems(facts, nowMs, reader);
    const active = this.#activeOf(items, cause, highlighted, nowMs);
    pick.keepScrollPosition = cause === 'news';
    // Both in one tick: VS Code otherwise makes the first row the active one.
    pick.items = items;
    if (active !== undefined) pick.activeItems = [active];
    // With nothing typed and nothing surely sending, no row is the likely one. While typing, VS Code takes the best match.
    else if (pick.value === '' && this.#rows.length > 0) pick.activeItems = [];
    const ids = items.map(({ id }) => id);
    this.#guard.shown(ids, nowMs, cause === 'news' ? { highlighted } : undefined);
  }

  #activeOf(
    items: readonly PickerItem[],
    cause: Cause,
    highlighted: string | undefined,
    nowMs: number,
  ): PickerItem | undefined {
    const kept = cause === 'news' ? items.find(({ id }) => id === highlighted) : undefined;
    if (kept !== undefined) return kept;
    if (items[0]?.id === typedItemId) return items[0];
    const typed = this.#pick.value.trim();
    // VS Code finds it by no word of its row; and before its list was read it was the row of what is typed.
    if (typed !== '') return items.find(({ row }) => row?.campaign.id === typed);
    const key = preselected(this.#rows, nowMs, { someUnread: this.#isRealUnread() })?.key;
    return items.find(({ row }) => row !== undefined && row.key === key);
  }

  #isRealUnread(): boolean {
    const { board } = this.#ports;
    return board.streams().some((stream) => stream.practice !== true && board.listState(stream).kind !== 'listed');
  }

  #accept(): void {
    // Not what VS Code holds for selected: that can be from an Enter before.
    const item = this.#selected;
    this.#selected = undefined;
    const answer = item?.answer;
    if (item === undefined || answer === undefined) return;
    if (item.id !== typedItemId && !this.#guard.mayAccept(item.id, this.#ports.now())) return;
    if (answer === 'more') {
      void this.#readOn(this.#unread((stream) => this.#ports.board.listState(stream).kind !== 'failed'));
      return;
    }
    this.#accepted = true;
    this.#resolve(answer);
    this.#pick.hide();
  }

  /** The streams to read next, the likeliest first. */
  #unread(may: (stream: KnownStream) => boolean): readonly KnownStream[] {
    const { board, now } = this.#ports;
    return notReadLately(board.likeliestFirst(), board, now()).filter(may);
  }

  /** Reads lists in the background; a failed one becomes a row of the picker. */
  async #readOn(streams: readonly KnownStream[]): Promise<void> {
    if (streams.length === 0) return;
    const { board, reader } = this.#ports;
    const tell = (progress: { read: number; of: number }): void => {
      this.#pick.title = readingTitle(this.#question.title, progress, reader);
    };
    await this.#busily(() => readLists(streams, board, tell, this.#closed.signal));
    this.#pick.title = this.#question.title;
    if (!this.#closed.signal.aborted) this.#tellNews();
  }

  async #busily(work: () => Promise<void>): Promise<void> {
    this.#running += 1;
    this.#pick.busy = true;
    try {
      await work();
    } finally {
      this.#running -= 1;
      this.#pick.busy = this.#running > 0;
    }
  }

  #buttonsOf({ stream }: KnownCampaign): readonly QuickInputButton[] {
    const { check, copy, console } = this.#buttons;
    return stream.practice === true ? [check, copy] : [check, copy, console];
  }

  async #press({ id, row }: PickerItem, button: QuickInputButton): Promise<void> {
    // As with Enter: VS Code tells of the press by the place.
    if (row === undefined || !this.#guard.isSteady(id, this.#ports.now())) return;
    const { outlet, reader } = this.#ports;
    const { campaign } = row;
    switch (button) {
      case this.#buttons.copy:
        await outlet.copy(campaign.id);
        outlet.status(reader.l10n.t('Campaign id copied.'), 3000);
        return;
      case this.#buttons.console:
        await env.openExternal(Uri.parse(campaign.stream.host));
        return;
      default:
        await this.#busily(() => this.#check(row.key, campaign));
    }
  }

  async #check(key: string, campaign: KnownCampaign): Promise<void> {
    this.#checks.set(key, 'asking');
    this.#tellNews();
    const check = await checkRow(campaign, this.#ports, this.#closed.signal);
    if (this.#closed.signal.aborted) return;
    this.#checks.delete(key);
    if (check.kind === 'failed') this.#checks.set(key, check);
    else this.#checked.set(key, check.known);
    this.#tellNews();
  }
}
