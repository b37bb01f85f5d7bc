import { isDocumentedState } from '../kore/endpoints.ts';
import type { Tier } from '../streams/stream.ts';
import type { Localizer } from '../streams/problemText.ts';
import { plainText } from './plainText.ts';

/** How texts are made for one reader: sentences, and the language for numbers and times. */
export interface Reader {
  readonly l10n: Localizer;
  /** A BCP 47 tag. */
  readonly language: string;
  /** Times in UTC, marked with a Z: for what is read somewhere else. */
  readonly utc?: boolean;
  /** Filled by these functions: making a format takes a hundred times as long as using it. */
  readonly formats?: Map<string, Intl.DateTimeFormat>;
}

const hourAndMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const shapes = {
  clock: { ...hourAndMinute, second: '2-digit' },
  shortClock: hourAndMinute,
  day: { day: 'numeric', month: 'short' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** Wall-clock time with seconds, local unless the reader wants UTC. */
export function clock(ms: number, reader: Reader): string {
  const time = inShape('clock', ms, reader);
  return reader.utc === true ? `${time}Z` : time;
}

/** Local wall-clock time without seconds, for where there is little room. */
export function shortClock(ms: number, reader: Reader): string {
  return inShape('shortClock', ms, { ...reader, utc: false });
}

export function day(ms: number, reader: Reader): string {
  return inShape('day', ms, reader);
}

/** Day and time, for what can be older than today. */
export function dayAndClock(ms: number, reader: Reader): string {
  return `${day(ms, reader)} ${clock(ms, reader)}`;
}

function inShape(shape: keyof typeof shapes, ms: number, { language, utc, formats }: Reader): string {
  const date = new Date(ms);
  // A format throws at what is no time.
  if (Number.isNaN(date.getTime())) return String(date);
  // It keeps the time zone of when it was made: another offset takes another one.
  const key = `${shape} ${language} ${utc === true ? 'UTC' : date.getTimezoneOffset()}`;
  const format =
    formats?.get(key) ??
    new Intl.DateTimeFormat(language, { ...shapes[shape], ...(utc === true ? { timeZone: 'UTC' } : {}) });
  formats?.set(key, format);
  return format.format(date);
}

export function count(value: number, reader: Reader): string {
  return value.toLocaleString(reader.language);
}

/** How long ago, in the largest whole unit that fits. */
export function ago(ms: number, reader: Reader): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return reader.l10n.t('{count} s ago', { count: seconds });
  if (seconds < 3600) return reader.l10n.t('{count} min ago', { count: Math.floor(seconds / 60) });
  if (seconds < 172_800) return reader.l10n.t('{count} h ago', { count: Math.floor(seconds / 3600) });
  return reader.l10n.t('{count} days ago', { count: Math.floor(seconds / 86_400) });
}

/** The end of an id, enough to tell clones apart. */
export function idTail(id: string): string {
  return id.length <= 5 ? plainText(id) : `…${plainText(id.slice(-5))}`;
}

/** `PRODUCTION` in capitals, the others small; a stream without a tier says so. */
export function tierLabel(stream: { readonly tier?: Tier; readonly practice?: boolean }, reader: Reader): string {
  if (stream.practice === true) return reader.l10n.t('practice');
  if (stream.tier === undefined) return reader.l10n.t('tier not set');
  switch (stream.tier) {
    case 'production':
      return reader.l10n.t('PRODUCTION');
    case 'staging':
      return reader.l10n.t('staging');
    case 'development':
      return reader.l10n.t('development');
  }
}

/** The host as a person knows it: without `https://`. */
export function hostLabel(host: string): string {
  return plainText(host.replace(/^https?:\/\//i, '').replace(/\/$/, ''));
}

/** The same in small letters, for a label that is read aloud. */
export function tierHeard(stream: Parameters<typeof tierLabel>[0], reader: Reader): string {
  return tierLabel(stream, reader).toLocaleLowerCase(reader.language);
}

/** A documented state as it is, any other word between “ and ”: both as they came, made safe to show. */
export function stateLabel(state: string): string {
  return isDocumentedState(state) ? state : quoted(state);
}

/** True for an HTTP status that tells why something failed; others need words. */
export function isError(httpStatus: number | undefined): boolean {
  return httpStatus !== undefined && httpStatus >= 300;
}

/** Between “ and ”, made safe to show; no mark inside can pass for the end. */
export function quoted(text: string, longest?: number): string {
  return `“${plainText(text, longest).replace(/[“”]/g, '"')}”`;
}
