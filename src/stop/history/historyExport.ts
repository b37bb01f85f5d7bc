import type { HistoryRow } from './historyRow.ts';

/** The columns of the CSV file, by their names in it: short English words, the same for every reader. */
const columns: readonly (readonly [name: string, value: (row: HistoryRow) => string | number | undefined])[] = [
  ['time_utc', ({ at }) => at],
  ['time_local', ({ at }) => localTime(at)],
  ['who', ({ operator }) => operator],
  ['stream', ({ stream }) => stream],
  ['tier', ({ tier }) => tier],
  ['host', ({ host }) => host],
  ['account_id', ({ accountId }) => accountId],
  ['stream_id', ({ streamId }) => streamId],
  ['campaign', ({ campaignName }) => campaignName],
  ['campaign_id', ({ campaignId }) => campaignId],
  ['result', ({ result }) => result],
  ['effect', ({ effect }) => effect],
  ['known_by', ({ confirmedBy }) => confirmedBy],
  ['not_checked_because', ({ uncheckedBecause }) => uncheckedBecause],
  ['reason', ({ reason }) => reason],
  ['state', ({ state }) => state],
  ['state_read_utc', ({ stateReadAt }) => stateReadAt],
  ['later_state', ({ laterState }) => laterState],
  ['later_read_utc', ({ laterReadAt }) => laterReadAt],
  ['sent_before', ({ sentBefore }) => sentBefore],
  ['sent_after', ({ sentAfter }) => sentAfter],
  ['requests', ({ requests }) => requests],
  ['http_status', ({ httpStatus }) => httpStatus],
  ['finished_utc', ({ finishedAt }) => finishedAt],
  ['in_words', ({ message }) => message],
  ['notes', ({ notes }) => notes.map(noteText).join('\n')],
  ['id', ({ id }) => id],
];

/**
 * The rows as CSV (RFC 4180, with a byte order mark: else Excel takes UTF-8 for something else). A text that a
 * spreadsheet would take for a formula has an apostrophe before it.
 */
export function historyCsv(rows: readonly HistoryRow[]): string {
  const head = columns.map(([name]) => name).join(',');
  const lines = rows.map((row) => columns.map(([, value]) => csvCell(value(row))).join(','));
  return `\uFEFF${[head, ...lines].join('\r\n')}\r\n`;
}

/** Spreadsheets take the full-width signs for the plain ones, and look behind white space. */
const formula = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function noteText({ at, text, by }: HistoryRow['notes'][number]): string {
  return `${at}${by === undefined ? '' : ` ${by}`}: ${text}`;
}

/** The rows as JSON, with all that is known of each. */
export function historyJson(rows: readonly HistoryRow[], exportedAtMs: number): string {
  const head = { about: 'Stops sent from this computer only', exportedAt: new Date(exportedAtMs).toISOString() };
  return `${JSON.stringify({ ...head, stops: rows }, undefined, 2)}\n`;
}

/** `2026-11-23 03:10:45 +01:00`: the same for every reader, and in order when sorted as text. */
export function localTime(iso: string): string {
  const date = new Date(iso);
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * 60_000).toISOString();
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${offset}`;
}
