import { window, type Disposable, type QuickPick, type QuickPickItem } from 'vscode';

import { checkCampaignId } from '../../streams/fields.ts';
import { looksLikeCall, readPastedCall, type PastedCall } from '../../streams/pasted.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { hostLabel, idTail, tierLabel, type Reader } from '../texts/format.ts';
import { plainText } from '../texts/plainText.ts';
import { campaignRow } from '../texts/rowText.ts';
import { listFailureRow } from '../texts/listFailureText.ts';
import type { CampaignBoard, ListFailure } from './campaignBoard.ts';
import { isFresh, type KnownCampaign, type KnownStream } from './knownCampaign.ts';
import { firstRows, laterRows, mayAccept, preselected, type PickerRow } from './pickerRows.ts';

/** A way on when campaigns are missing: what is needed first. */
export type Door =
  | { readonly kind: 'addStream' | 'practice' }
  | { readonly kind: 'listFailure'; readonly stream: KnownStream; readonly failure: ListFailure };

/** What the person picked: a row, an id that no list has, a pasted call, or what is needed first. */
export type Picked =
  | { readonly kind: 'campaign'; readonly campaign: KnownCampaign }
  | { readonly kind: 'id'; readonly campaignId: string }
  | { readonly kind: 'call'; readonly call: PastedCall & { readonly campaignId: string } }
  | { readonly kind: 'door'; readonly door: Door };

interface Item extends QuickPickItem {
  readonly row?: PickerRow;
  readonly answer?: Picked;
}

export interface PickQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Typed already, somewhere else. */
  readonly value?: string;
}

/** At most this many lists are read when the picker opens. */
const mostLists = 5;

/** Opens at once from what is known, and reads the lists that are old behind it. */
export function pickCampaign(
  board: CampaignBoard,
  question: PickQuestion,
  now: () => number,
  reader: Reader,
): Promise<Picked | undefined> {
  const pick = window.createQuickPick<Item>();
  pick.title = question.title;
  pick.placeholder = question.placeholder;
  pick.value = question.value ?? '';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  let rows = firstRows(allCampaigns(board), now());
  const show = (active: PickerRow | undefined): void => {
    const items = [...rowItems(rows, pick.value, now(), reader)];
    const typed = typedItem(pick.value, rows, reader);
    const known = [...items, ...doorItems(board, reader)];
    const shown = typed === undefined ? known : typed.first ? [typed.item, ...known] : [...known, typed.item];
    // Both in one tick: VS Code otherwise makes the first row the active one.
    pick.items = shown;
    const activeItem =
      typed?.first === true ? typed.item : shown.find((item) => active !== undefined && item.row?.key === active.key);
    if (activeItem !== undefined) pick.activeItems = [activeItem];
    // With nothing typed and nothing surely sending, no row is the likely one. While typing, VS Code takes the best match.
    else if (pick.value === '' && rows.length > 0) pick.activeItems = [];
  };
  return new Promise((resolve) => {
    const listening: Disposable[] = [
      board.onDidChange(() => {
        const active = activeRow(pick);
        rows = laterRows(rows, allCampaigns(board), active?.key, now());
        show(active ?? (pick.value === '' ? preselected(rows, now()) : undefined));
      }),
      pick.onDidChangeValue((value) => show(value === '' ? preselected(rows, now()) : undefined)),
      pick.onDidAccept(() => {
        const chosen = pick.selectedItems[0] ?? pick.activeItems[0];
        if (chosen?.row !== undefined && !mayAccept(chosen.row, now())) return;
        const picked =
          chosen?.row === undefined ? chosen?.answer : ({ kind: 'campaign', campaign: chosen.row.campaign } as const);
        if (picked === undefined) return;
        resolve(picked);
        pick.hide();
      }),
      pick.onDidHide(() => {
        resolve(undefined);
        for (const one of listening) one.dispose();
        pick.dispose();
      }),
    ];
    show(preselected(rows, now()));
    pick.show();
    void readLists(board, pick, now());
  });
}

function allCampaigns(board: CampaignBoard): readonly KnownCampaign[] {
  return board.streams().flatMap((stream) => board.campaigns(stream));
}

function activeRow(pick: QuickPick<Item>): PickerRow | undefined {
  return pick.activeItems[0]?.row;
}

/** Reads the lists that are old, in the background; a failed one becomes a row of the picker. */
async function readLists(board: CampaignBoard, pick: QuickPick<Item>, nowMs: number): Promise<void> {
  const old = board.streams().filter((stream) => isOld(board, stream, nowMs));
  pick.busy = true;
  await Promise.all(old.slice(0, mostLists).map((stream) => board.refresh(stream)));
  pick.busy = false;
}

function isOld(board: CampaignBoard, stream: KnownStream, nowMs: number): boolean {
  const list = board.listState(stream);
  return list.kind !== 'listed' || !isFresh(list.last, nowMs);
}

function rowItems(rows: readonly PickerRow[], value: string, nowMs: number, reader: Reader): readonly Item[] {
  const typed = value.trim();
  return rows.map((row) => {
    const { campaign } = row;
    const { stream, listed } = campaign;
    const text = campaignRow(campaign, nowMs, reader);
    const lists = listed?.contactLists.join(', ') ?? '';
    return {
      row,
      label: text.label,
      description: text.description,
      detail: [
        tierLabel(stream, reader),
        plainText(stream.name),
        // Before what can be cut off: it tells campaigns of one name apart.
        idTail(campaign.id),
        hostLabel(stream.host),
        ...(lists === '' ? [] : [reader.l10n.t('to {lists}', { lists: plainText(lists, 60) })]),
      ].join(' · '),
      // VS Code filters by what is shown, and only the end of the id is.
      alwaysShow: typed.length >= 3 && campaign.id.includes(typed),
    };
  });
}

/** Why campaigns may be missing here, each with the way on; never an empty box. */
function doorItems(board: CampaignBoard, reader: Reader): readonly Item[] {
  const { l10n } = reader;
  const streams = board.streams();
  if (streams.length === 0) {
    return [
      {
        label: `$(add) ${l10n.t('Add a Stream')}`,
        description: l10n.t('no stream yet, so no campaign is known'),
        answer: { kind: 'door', door: { kind: 'addStream' } },
      },
      {
        label: `$(beaker) ${l10n.t('Try It on a Practice Campaign')}`,
        description: l10n.t('nothing real'),
        answer: { kind: 'door', door: { kind: 'practice' } },
      },
    ];
  }
  return streams.flatMap((stream) => {
    const list = board.listState(stream);
    if (list.kind !== 'failed') return [];
    const { failure } = list;
    const icon = failure.reason === 'noCredential' ? '$(key)' : '$(warning)';
    const { label, description } = listFailureRow(stream, failure, reader);
    const door: Door = { kind: 'listFailure', stream, failure };
    return [
      { label: `${icon} ${plainText(stream.name)}: ${label}`, description, answer: { kind: 'door', door } },
    ] satisfies readonly Item[];
  });
}

interface TypedItem {
  readonly item: Item;
  /** True when it is surely what was meant, so it goes to the top. */
  readonly first: boolean;
}

/** A row for a typed or pasted text that may be an id, an address or a command. */
function typedItem(value: string, rows: readonly PickerRow[], reader: Reader): TypedItem | undefined {
  const typed = value.trim();
  if (typed === '') return undefined;
  if (looksLikeCall(typed)) return { first: true, item: callItem(typed, reader) };
  if (rows.some((row) => row.campaign.id === typed)) return undefined;
  const { l10n } = reader;
  const id = checkCampaignId(typed);
  const meansId = /^cd-|[/%?#]|\.\./i.test(typed) || typed.length > 30;
  if (!id.ok) {
    if (!meansId) return undefined;
    const label = `$(error) ${describeProblem(id.problem, l10n)}`;
    return { first: true, item: { label, detail: l10n.t('Nothing was sent. Correct it here.'), alwaysShow: true } };
  }
  const campaignId = id.value;
  return {
    first: meansId,
    item: {
      label: l10n.t('Campaign id {id}', { id: plainText(campaignId) }),
      description: l10n.t('in no list yet'),
      alwaysShow: true,
      answer: { kind: 'id', campaignId },
    },
  };
}

function callItem(text: string, reader: Reader): Item {
  const { l10n } = reader;
  const call = readPastedCall(text);
  const campaignId = call?.campaignId;
  if (call === undefined || campaignId === undefined) {
    const label = `$(error) ${l10n.t('No campaign id in what was pasted')}`;
    return {
      label,
      detail: l10n.t('Paste the address or curl command of a campaign call, or an id.'),
      alwaysShow: true,
    };
  }
  return {
    label: l10n.t('Campaign id {id}', { id: plainText(campaignId) }),
    description: l10n.t('from what was pasted'),
    detail: [call.host === undefined ? '' : hostLabel(call.host), call.streamId ?? '']
      .filter((part) => part !== '')
      .join(' · '),
    alwaysShow: true,
    answer: { kind: 'call', call: { ...call, campaignId } },
  };
}
