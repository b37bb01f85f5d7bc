import { window, type QuickPick, type QuickPickItem } from 'vscode';

import { hostLabel, idTail, quoted, tierLabel, type Reader } from '../../../texts/format.ts';
import { isFresh, type KnownCampaign } from '../../../texts/knownCampaign.ts';
import { plainText } from '../../../texts/plainText.ts';
import { firstRows, laterRows, type PickerRow } from '../../campaigns/pickerRows.ts';
import type { BulkDesk } from './bulkDesk.ts';

interface Item extends QuickPickItem {
  readonly row: PickerRow;
}

/** At most this many lists are read when the picker opens. */
const mostLists = 5;
const mostNames = 2;

/** Asks which campaigns, none ticked at first; what sends goes first, practice last. `undefined` is Escape. */
export function pickSeveral(desk: BulkDesk): Promise<readonly KnownCampaign[] | undefined> {
  const { board, reader } = desk;
  const { l10n } = reader;
  const pick = window.createQuickPick<Item>();
  pick.title = l10n.t('Stop Several SMS Campaigns');
  pick.placeholder = l10n.t('Tick them (Tab, then Space). Enter asks before it stops.');
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  let rows = firstRows(allCampaigns(desk), desk.now());
  show(pick, rows, desk);
  return new Promise((resolve) => {
    const listening = [
      board.onDidChange(() => {
        // Nothing that is there moves: a tick must not land on another row.
        rows = laterRows(rows, allCampaigns(desk), rows.at(-1)?.key, desk.now());
        show(pick, rows, desk);
      }),
      pick.onDidAccept(() => {
        if (pick.selectedItems.length === 0) {
          pick.placeholder = l10n.t('Nothing is ticked: Tab, then Space ticks a campaign.');
          return;
        }
        const ticked = new Set(pick.selectedItems.map(({ row }) => row.key));
        resolve(rows.filter(({ key }) => ticked.has(key)).map(({ campaign }) => campaign));
        pick.hide();
      }),
      pick.onDidHide(() => {
        resolve(undefined);
        for (const one of listening) one.dispose();
        pick.dispose();
      }),
    ];
    pick.show();
    void readLists(desk, pick);
  });
}

function allCampaigns({ board }: BulkDesk): readonly KnownCampaign[] {
  return board.streams().flatMap((stream) => board.campaigns(stream));
}

/** Ticks, the active row and the place in the list stay; where nothing reads differently nothing is touched. */
function show(pick: QuickPick<Item>, rows: readonly PickerRow[], desk: BulkDesk): void {
  const items = rows.map((row) => itemOf(row, desk));
  const textsOf = (all: readonly Item[]): string =>
    JSON.stringify(all.map(({ row, label, description, detail }) => [row.key, label, description, detail]));
  if (pick.items.length > 0 && textsOf(items) === textsOf(pick.items)) return;
  const ticked = new Set(pick.selectedItems.map(({ row }) => row.key));
  const active = new Set(pick.activeItems.map(({ row }) => row.key));
  pick.items = items;
  pick.selectedItems = items.filter(({ row }) => ticked.has(row.key));
  pick.activeItems = items.filter(({ row }) => active.has(row.key));
}

function itemOf(row: PickerRow, desk: BulkDesk): Item {
  const { texts, reader } = desk;
  const { campaign } = row;
  const { label, description } = texts.campaignRow(campaign, desk.now(), reader);
  return { row, label, description, detail: detailOf(campaign, reader) };
}

function detailOf({ stream, id }: KnownCampaign, reader: Reader): string {
  return [tierLabel(stream, reader), plainText(stream.name), idTail(id), hostLabel(stream.host)].join(' · ');
}

/** Reads the lists that are old, behind the picker. */
async function readLists(desk: BulkDesk, pick: QuickPick<Item>): Promise<void> {
  const { board } = desk;
  const old = board.likeliestFirst().filter((stream) => {
    const list = board.listState(stream);
    return list.kind !== 'listed' || !isFresh(list.last, desk.now());
  });
  pick.busy = true;
  await Promise.all(old.slice(0, mostLists).map((stream) => board.refreshFirstPage(stream)));
  pick.busy = false;
  const failed = board.streams().filter((stream) => board.listState(stream).kind === 'failed');
  const { l10n } = desk.reader;
  // What is missing must not look as if it were not sending.
  if (failed.length > 0) {
    const names = failed.slice(0, mostNames).map(({ name }) => quoted(name));
    const list = [...names, ...(failed.length > mostNames ? ['…'] : [])].join(', ');
    pick.title = l10n.t('Stop Several SMS Campaigns (could not be read: {list})', { list });
  } else if (pick.items.length === 0) pick.placeholder = l10n.t('Nothing is sending, as far as the lists tell.');
}
