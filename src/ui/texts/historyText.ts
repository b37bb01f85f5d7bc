import { stopRequest } from '../../kore/endpoints.ts';
import { localTime } from '../../stop/history/historyExport.ts';
import type { HistoryResult, HistoryRow } from '../../stop/history/historyRow.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import type { OrderTrail } from '../../stop/orderTrail.ts';
import { checkTier } from '../../streams/fields.ts';
import { clock, count, hostLabel, stateLabel, tierLabel, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import {
  columnNames,
  type CellView,
  type ColumnName,
  type DetailView,
  type RowView,
} from '../webviews/history/messages.ts';

const longestNote = 1000;

/** The columns' headings. */
export function columnLabels({ l10n }: Reader): Readonly<Record<ColumnName, string>> {
  return {
    when: l10n.t('When'),
    who: l10n.t('Who'),
    stream: l10n.t('Stream'),
    tier: l10n.t('Tier'),
    campaign: l10n.t('Campaign'),
    result: l10n.t('Result'),
    known: l10n.t('How it is known'),
    before: l10n.t('Sent before'),
    after: l10n.t('Sent after'),
    requests: l10n.t('Requests'),
  };
}

/** How a stop ended, in a word or three. */
export function resultLabel({ result, effect, confirmedBy }: HistoryRow, { l10n }: Reader): string {
  switch (result) {
    case 'stopped':
      if (confirmedBy !== 'status') return l10n.t('Stopped, not double-checked');
      if (effect === 'finished') return l10n.t('Too late: run to its end');
      return effect === 'alreadyStopped' ? l10n.t('Already stopped') : l10n.t('Stopped');
    case 'accepted':
      return l10n.t('Not confirmed');
    case 'notStopped':
      return l10n.t('NOT stopped');
    case 'unknown':
      return l10n.t('UNKNOWN');
    case 'running':
      return l10n.t('Stopping…');
    case 'interrupted':
      return l10n.t('Interrupted: UNKNOWN');
  }
}

/** By what the result is known, and what was read later. */
export function knownLabel(row: HistoryRow, reader: Reader): string {
  const first = knownAtEnd(row, reader);
  const { laterState, laterReadAt } = row;
  if (laterState === undefined || laterReadAt === undefined) return first;
  const later = { first, state: stateLabel(laterState), at: clock(Date.parse(laterReadAt), reader) };
  return first === ''
    ? reader.l10n.t('Later Kore.ai said {state} ({at}).', later)
    : reader.l10n.t('{first} Later {state} ({at}).', later);
}

function knownAtEnd(row: HistoryRow, reader: Reader): string {
  const { l10n } = reader;
  const { result, state, stateReadAt, httpStatus, requests } = row;
  if (result === 'running' || result === 'interrupted') return '';
  if (row.confirmedBy === 'reply') return l10n.t("Kore.ai's reply only.");
  if (state !== undefined && stateReadAt !== undefined)
    return l10n.t('Kore.ai said {state} ({at}).', {
      state: stateLabel(state),
      at: clock(Date.parse(stateReadAt), reader),
    });
  if (requests === 0) return l10n.t('Nothing was sent.');
  return httpStatus === undefined ? l10n.t('No answer.') : l10n.t('Kore.ai answered {status}.', { status: httpStatus });
}

/** A stop as a row of the table. */
export function historyRowView(row: HistoryRow, reader: Reader): RowView {
  const cells: Readonly<Record<ColumnName, CellView>> = {
    when: { text: localTime(row.at).slice(0, 19), below: utcTime(row.at), sort: Date.parse(row.at) },
    who: { text: plainText(row.operator ?? '') },
    stream: { text: plainText(row.stream) },
    tier: { text: tierText(row, reader) },
    campaign: { text: campaignText(row) },
    result: { text: resultLabel(row, reader) },
    known: { text: knownLabel(row, reader) },
    before: countCell(row.sentBefore, reader),
    after: countCell(row.sentAfter, reader),
    requests: countCell(row.requests, reader),
  };
  return {
    id: row.id,
    cells: columnNames.map((name) => cells[name]),
    find: [
      row.campaignId,
      row.streamId,
      hostLabel(row.host),
      ...row.notes.map(({ text }) => plainText(text, longestNote)),
    ].join('\n'),
    mark: markOf(row),
    notes: row.notes.length,
  };
}

/** Green only for what Kore's own state tells. */
function markOf({ result, effect, confirmedBy }: HistoryRow): RowView['mark'] {
  const marks: Readonly<Record<HistoryResult, RowView['mark']>> = {
    stopped: confirmedBy !== 'status' ? 'open' : effect === 'finished' ? 'bad' : 'good',
    accepted: 'open',
    notStopped: 'bad',
    unknown: 'open',
    running: 'open',
    interrupted: 'open',
  };
  return marks[result];
}

function tierText({ tier }: HistoryRow, reader: Reader): string {
  const checked = checkTier(tier);
  return tierLabel(checked.ok ? { tier: checked.value } : {}, reader);
}

/** What a person calls it; a name of which nothing can be seen is none. */
function campaignText({ campaignName = '', campaignId }: HistoryRow): string {
  const name = plainText(campaignName);
  return name === '' ? plainText(campaignId, 200) : name;
}

function countCell(value: number | undefined, reader: Reader): CellView {
  return value === undefined ? { text: '' } : { text: count(value, reader), sort: value };
}

/** `2026-11-23 02:10:45Z` */
function utcTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
}

/** What the table has no room for; `cause` is why it did not end as stopped. */
export function historyDetail(row: HistoryRow, cause: string | undefined, reader: Reader): DetailView {
  const { l10n } = reader;
  return {
    facts: [
      [l10n.t('Campaign id'), plainText(row.campaignId, 200)],
      [l10n.t('Host'), hostLabel(row.host)],
      [l10n.t('Account id'), plainText(row.accountId, 200)],
      [l10n.t('Stream id'), plainText(row.streamId, 200)],
      ...(cause === undefined ? [] : [[l10n.t('Why'), plainText(cause, 600)] as const]),
      ...(row.result === 'interrupted'
        ? [[l10n.t('Why'), l10n.t('VS Code closed while the stop was on its way: it may have been acted on.')] as const]
        : []),
      ...(row.finishedAt === undefined ? [] : [[l10n.t('Ended'), utcTime(row.finishedAt)] as const]),
    ],
    requests: row.trail === undefined ? untoldSteps(row, reader) : stepLines(row, row.trail, reader),
    later: row.later.flatMap((fact) => laterLine(fact, reader)),
    notes: row.notes.map(({ at, text, by }) => noteLine(at, text, by, reader)),
  };
}

/** A record of an earlier version, or of a stop that has not ended, has no steps. */
function untoldSteps({ result }: HistoryRow, { l10n }: Reader): readonly string[] {
  return result === 'running' || result === 'interrupted'
    ? []
    : [l10n.t('Not in the record: an earlier version kept only how many they were.')];
}

function stepLines(row: HistoryRow, { exchanges, readings }: OrderTrail, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { host, accountId, streamId, campaignId } = row;
  const { method, target } = stopRequest({ origin: host, accountId, streamId, iid: streamId }, campaignId);
  return [
    ...exchanges.map(({ at, endedAt, class: came, httpStatus }) =>
      l10n.t('{at} {method} {address}: {answer}, {duration} ms', {
        at: utcTime(at),
        method,
        address: plainText(host + target, 600),
        answer: answerText(came, httpStatus, reader),
        duration: count(Math.max(0, Date.parse(endedAt) - Date.parse(at)), reader),
      }),
    ),
    ...readings.map(({ at, state }) =>
      l10n.t('{at} state read: Kore.ai said {state}', { at: utcTime(at), state: stateLabel(state) }),
    ),
  ];
}

function answerText(
  came: OrderTrail['exchanges'][number]['class'],
  httpStatus: number | undefined,
  { l10n }: Reader,
): string {
  const status = httpStatus ?? '';
  switch (came) {
    case 'unsent':
      return l10n.t('not sent');
    case 'unanswered':
      return l10n.t('no answer');
    case 'rate':
      return l10n.t('{status}, rate limit used up', { status });
    case 'stopped':
      return l10n.t('{status}, Kore.ai said Stopped', { status });
    case 'accepted':
      return l10n.t('{status}, taken', { status });
    case 'failed':
      return l10n.t('{status}, Kore.ai said that it failed', { status });
    case 'unreadable':
      return l10n.t('{status}, could not be read', { status });
    case 'transient':
      return l10n.t('{status}, Kore.ai failed', { status });
    case 'refused':
      return l10n.t('{status}, refused', { status });
  }
}

function laterLine(fact: LaterFact, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const at = utcTime(fact.at);
  switch (fact.kind) {
    case 'read':
      return [
        fact.sent === undefined
          ? l10n.t('{at} Kore.ai said {state}', { at, state: stateLabel(fact.state) })
          : l10n.t('{at} Kore.ai said {state}, {sent} sent', {
              at,
              state: stateLabel(fact.state),
              sent: count(fact.sent, reader),
            }),
      ];
    case 'quiet':
      return [
        l10n.t('{at} counter unchanged at {sent} since {since}', {
          at,
          sent: count(fact.sent, reader),
          since: utcTime(fact.since),
        }),
      ];
    case 'scheduleOff':
      return [l10n.t('{at} schedule turned off', { at })];
    case 'watched':
      return [l10n.t('{at} looked at again, {count} minutes after the stop', { at, count: fact.afterMinutes })];
    case 'seen':
      return [l10n.t('{at} seen by the person', { at })];
  }
}

function noteLine(at: string, text: string, by: string | undefined, { l10n }: Reader): string {
  const note = plainText(text, longestNote);
  return by === undefined
    ? l10n.t('{at}: {note}', { at: utcTime(at), note })
    : l10n.t('{at} {name}: {note}', { at: utcTime(at), name: plainText(by), note });
}
