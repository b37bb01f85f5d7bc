import type { QuickInputButton, QuickPickItem } from 'vscode';

import { checkCampaignId } from '../../streams/fields.ts';
import { looksLikeCall, readPastedCall, type PastedCall } from '../../streams/pasted.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { streamKey } from '../../streams/streamKey.ts';
import { hostLabel, type Reader } from '../../texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import { missingCredentialsRow } from '../texts/credentialRows.ts';
import { oddShape } from '../texts/fieldText.ts';
import { listFailureRow } from '../texts/listFailureText.ts';
import { readMoreRow } from '../texts/pickerText.ts';
import type { CampaignBoard, ListFailure } from './campaignBoard.ts';
import type { CheckFailure } from './checkRow.ts';
import type { PickerRow } from './pickerRows.ts';
import type { RowWords } from './pickerWords.ts';
import { mostLists } from './readLists.ts';

/** A way on when campaigns are missing: what is needed first. */
export type Door =
  | { readonly kind: 'addStream' | 'practice' | 'missingCredentials' }
  | { readonly kind: 'listFailure'; readonly stream: KnownStream; readonly failure: ListFailure };

/** What the person picked: a row, an id that no list has, a pasted call, or what is needed first. */
export type Picked =
  | { readonly kind: 'campaign'; readonly campaign: KnownCampaign }
  | { readonly kind: 'id'; readonly campaignId: string }
  | { readonly kind: 'call'; readonly call: PastedCall & { readonly campaignId: string } }
  | { readonly kind: 'door'; readonly door: Door };

/** One line of the picker. */
export interface PickerItem extends QuickPickItem {
  /** The same for as long as it stands for the same thing. */
  readonly id: string;
  /** The campaign's, where it is one. */
  readonly row?: PickerRow;
  /** What Enter answers; `more`: lists are read on, and the picker stays. */
  readonly answer?: Picked | 'more';
}

/** What the items are made from. */
export interface PickerFacts {
  readonly board: Pick<CampaignBoard, 'streams' | 'listState'>;
  readonly rows: readonly PickerRow[];
  /** What is typed. */
  readonly value: string;
  /** Streams that were not read lately and are not being read. */
  readonly unread: readonly KnownStream[];
  /** Campaigns whose state is being asked for, or could not be read, by row key. */
  readonly checks: ReadonlyMap<string, 'asking' | CheckFailure>;
  /** The words of the lines, as they were made before. */
  readonly words: RowWords;
  readonly buttonsOf: (campaign: KnownCampaign) => readonly QuickInputButton[];
}

/** More streams without a credential than this share one line. */
const mostKeyless = 3;

/** The id of the item for what is typed: it is what the box says, wherever it stands. */
export const typedItemId = 'typed';

/** All lines of the picker, in their order. */
export function pickerItems(facts: PickerFacts, nowMs: number, reader: Reader): readonly PickerItem[] {
  const typed = typedItem(facts.value, facts.rows, reader);
  const rows = facts.rows.map((row) => rowItem(row, facts, nowMs, reader));
  const known = [...rows, ...moreItems(facts.unread, reader)];
  const isFound = rows.some((row) => isShownFor(facts.value.trim().toLowerCase(), row));
  // Where nothing has that name, they are why. Among what has it VS Code would sort them first by their labels.
  const doors = doorItems(facts.board, reader).map((door) => ({ ...door, alwaysShow: !isFound }));
  if (typed === undefined) {
    // Why real campaigns are missing is read before those that are there to practise on.
    const isPractice = ({ row }: PickerItem): boolean => row?.campaign.stream.practice === true;
    return [...known.filter((item) => !isPractice(item)), ...doors, ...known.filter(isPractice)];
  }
  return typed.first || !isFound ? [typed.item, ...known, ...doors] : [...known, typed.item, ...doors];
}

/** Much as VS Code finds it. */
function isShownFor(typed: string, { alwaysShow, label, description = '', detail = '' }: PickerItem): boolean {
  return alwaysShow === true || [label, description, detail].some((text) => text.toLowerCase().includes(typed));
}

function rowItem(row: PickerRow, facts: PickerFacts, nowMs: number, reader: Reader): PickerItem {
  const { campaign } = row;
  const { value, checks, words, buttonsOf } = facts;
  return {
    id: row.key,
    row,
    ...words.of(row, checks.get(row.key), nowMs, reader),
    alwaysShow: isFoundBy(value.trim().toLowerCase(), campaign),
    buttons: buttonsOf(campaign),
    answer: { kind: 'campaign', campaign },
  };
}

/** VS Code filters by what is shown: of the campaign's id only the end is, of the stream's nothing. */
function isFoundBy(typed: string, { id, stream }: KnownCampaign): boolean {
  return typed.length >= 3 && [id, stream.streamId, stream.name].some((text) => text.toLowerCase().includes(typed));
}

/** Streams are read only so many at once; the person can go on. */
function moreItems(unread: readonly KnownStream[], reader: Reader): readonly PickerItem[] {
  if (unread.length === 0) return [];
  const { label, description } = readMoreRow(unread.length, Math.min(mostLists, unread.length), reader);
  return [{ id: 'more', label: `$(refresh) ${label}`, description, answer: 'more' }];
}

/** Why campaigns may be missing here, each with the way on; never an empty box. */
function doorItems(board: PickerFacts['board'], reader: Reader): readonly PickerItem[] {
  const { l10n } = reader;
  const streams = board.streams();
  if (streams.length === 0) {
    return [
      {
        id: 'addStream',
        label: `$(add) ${l10n.t('Add a Stream')}`,
        description: l10n.t('no stream yet, so no campaign is known'),
        answer: { kind: 'door', door: { kind: 'addStream' } },
      },
      {
        id: 'practice',
        label: `$(beaker) ${l10n.t('Try It on a Practice Campaign')}`,
        description: l10n.t('nothing real'),
        answer: { kind: 'door', door: { kind: 'practice' } },
      },
    ];
  }
  const failed = streams.flatMap((stream) => {
    const list = board.listState(stream);
    return list.kind === 'failed' ? [{ stream, failure: list.failure }] : [];
  });
  const keyless = failed.filter(({ failure }) => failure.reason === 'noCredential').map(({ stream }) => stream);
  if (keyless.length <= mostKeyless) return failed.map((one) => failureItem(one, reader));
  const { label, description } = missingCredentialsRow(keyless, reader);
  return [
    ...failed.filter(({ failure }) => failure.reason !== 'noCredential').map((one) => failureItem(one, reader)),
    {
      id: 'missingCredentials',
      label: `$(key) ${label}`,
      description,
      answer: { kind: 'door', door: { kind: 'missingCredentials' } },
    },
  ];
}

function failureItem(
  { stream, failure }: { readonly stream: KnownStream; readonly failure: ListFailure },
  reader: Reader,
): PickerItem {
  const icon = failure.reason === 'noCredential' ? '$(key)' : '$(warning)';
  const { label, description } = listFailureRow(stream, failure, reader);
  return {
    id: `failure ${streamKey(stream)}`,
    label: `${icon} ${plainText(stream.name)}: ${label}`,
    description,
    answer: { kind: 'door', door: { kind: 'listFailure', stream, failure } },
  };
}

interface TypedItem {
  readonly item: PickerItem;
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
    const detail = l10n.t('Nothing was sent. Correct it here.');
    return { first: true, item: { id: typedItemId, label, detail, alwaysShow: true } };
  }
  const campaignId = id.value;
  const answer = { kind: 'id', campaignId } as const;
  const shown = plainText(campaignId);
  if (meansId) {
    const label = l10n.t('Campaign id {id}', { id: shown });
    const odd = oddShape('campaignId', campaignId, reader);
    const item = { id: typedItemId, label, description: l10n.t('in no list yet'), alwaysShow: true, answer };
    return { first: true, item: odd === undefined ? item : { ...item, detail: odd } };
  }
  // VS Code puts first what has the typed text in its label, and it may be a part of a campaign's name.
  const description = l10n.t('{id} · in no list yet', { id: shown });
  return { first: false, item: { id: typedItemId, label: l10n.t('By id'), description, alwaysShow: true, answer } };
}

function callItem(text: string, reader: Reader): PickerItem {
  const { l10n } = reader;
  const call = readPastedCall(text);
  const campaignId = call?.campaignId;
  if (call === undefined || campaignId === undefined) {
    return {
      id: typedItemId,
      label: `$(error) ${l10n.t('No campaign id in what was pasted')}`,
      detail: l10n.t('Paste the address or curl command of a campaign call, or an id.'),
      alwaysShow: true,
    };
  }
  return {
    id: typedItemId,
    label: l10n.t('Campaign id {id}', { id: plainText(campaignId) }),
    description: l10n.t('from what was pasted'),
    detail: [call.host === undefined ? '' : hostLabel(call.host), call.streamId ?? '']
      .filter((part) => part !== '')
      .join(' · '),
    alwaysShow: true,
    answer: { kind: 'call', call: { ...call, campaignId } },
  };
}
