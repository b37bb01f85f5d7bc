import { isProduction } from '../streams/stream.ts';
import { streamKey } from '../streams/streamKey.ts';
import { campaignLabel, isFresh, knownState, rank, type KnownCampaign, type KnownStream } from './knownCampaign.ts';
import { carrierNote, type ConfirmationText } from './confirmationText.ts';
import { ago, count, hostLabel, idTail, quoted, stateLabel, tierLabel, type Reader } from './format.ts';
import { plainText } from './plainText.ts';

/** Campaigns that are not stopped with the others, because their stream has no credential that could sign. */
export interface LeftOut {
  readonly stream: KnownStream;
  readonly count: number;
}

/** An input in which the person types how many campaigns are to be stopped. */
export interface NumberText {
  readonly title: string;
  readonly prompt: string;
  /** What has to be typed. */
  readonly wanted: string;
  readonly wrong: string;
}

/** At most this many campaigns are named one by one. */
const mostLines = 8;
const mostStreams = 4;

/** A real one that is handled as production. */
export function isRealProduction({ stream }: Pick<KnownCampaign, 'stream'>): boolean {
  return stream.practice !== true && isProduction(stream.tier);
}

/** What is asked before several campaigns are stopped at once: all of them real, or all of practice. */
export function bulkQuestion(
  campaigns: readonly KnownCampaign[],
  leftOut: readonly LeftOut[],
  nowMs: number,
  reader: Reader,
): ConfirmationText {
  const { l10n } = reader;
  const practice = campaigns.every(({ stream }) => stream.practice === true);
  const production = campaigns.some(isRealProduction);
  const named = inOrder(campaigns, nowMs);
  const more = named.length - mostLines;
  const lines = [
    ...leftOut.map((one) => leftOutLine(one, reader)),
    ...(practice
      ? [l10n.t('This is the simulator on this computer. Nothing real is sending and nothing real will be stopped.')]
      : [...untieredLines(campaigns, reader), ...tierLines(campaigns, reader), ...streamLines(campaigns, reader)]),
    '',
    ...named.slice(0, mostLines).map((campaign) => campaignLine(campaign, campaigns, nowMs, reader)),
    ...(more > 0 ? [l10n.t('and {more} more', { more: count(more, reader) })] : []),
    '',
    ...sentLines(campaigns, nowMs, reader),
    ...restartLines(campaigns, reader),
    ...(production ? ['', carrierNote(reader)] : []),
  ];
  return {
    message: questionOf(campaigns, reader),
    detail: withoutEmptyEnds(lines).join('\n'),
    yes: practice
      ? l10n.t('Stop (Practice)')
      : campaigns.length === 1
        ? l10n.t('Stop Campaign')
        : l10n.t('Stop Campaigns'),
  };
}

/** The number to type where any of several campaigns is handled as production; undefined where none is. */
export function bulkNumber(campaigns: readonly KnownCampaign[], reader: Reader): NumberText | undefined {
  const { l10n } = reader;
  const production = campaigns.filter(isRealProduction).length;
  if (production === 0 || campaigns.length < 2) return undefined;
  const number = String(campaigns.length);
  const facts = { number, production: count(production, reader) };
  return {
    title: questionOf(campaigns, reader),
    prompt:
      production === campaigns.length
        ? l10n.t('Type {number} to stop these {number} production campaigns. Escape stops none.', facts)
        : l10n.t(
            'Type {number} to stop these {number} campaigns, {production} of them in production. Escape stops none.',
            facts,
          ),
    wanted: number,
    wrong: l10n.t('Type the number {number}, nothing else.', facts),
  };
}

/** Which tiers, in words: `production`, or `7 production, 5 staging`. Capitals are kept for the question. */
export function tiersText(campaigns: readonly KnownCampaign[], reader: Reader): string {
  const tiers = countBy(campaigns, ({ stream }) => tierWord(stream, reader));
  const [only, ...others] = tiers;
  if (only === undefined) return '';
  if (others.length === 0) return only[0];
  return tiers
    .map(([tier, number]) => reader.l10n.t('{count} {tier}', { count: count(number, reader), tier }))
    .join(', ');
}

function tierWord(stream: KnownStream, reader: Reader): string {
  return stream.practice !== true && stream.tier === 'production'
    ? reader.l10n.t('production')
    : tierLabel(stream, reader);
}

function questionOf(campaigns: readonly KnownCampaign[], reader: Reader): string {
  const { l10n } = reader;
  const facts = { count: count(campaigns.length, reader) };
  const [first] = campaigns;
  const one = campaigns.length === 1;
  if (first?.stream.practice === true) {
    return one ? l10n.t('PRACTICE: stop 1 campaign?') : l10n.t('PRACTICE: stop {count} campaigns?', facts);
  }
  const production = campaigns.filter(isRealProduction).length;
  if (production === campaigns.length) {
    return one ? l10n.t('Stop 1 campaign in PRODUCTION?') : l10n.t('Stop {count} campaigns in PRODUCTION?', facts);
  }
  if (production > 0) {
    return l10n.t('Stop {count} campaigns, {production} of them in PRODUCTION?', {
      ...facts,
      production: count(production, reader),
    });
  }
  const tiers = countBy(campaigns, ({ stream }) => tierLabel(stream, reader));
  const tier = tiers.map(([name]) => name).join(', ');
  return one
    ? l10n.t('Stop 1 campaign in {tier}?', { tier })
    : l10n.t('Stop {count} campaigns in {tier}?', { ...facts, tier });
}

function leftOutLine({ stream, count: number }: LeftOut, reader: Reader): string {
  const { l10n } = reader;
  const name = quoted(stream.name);
  return number === 1
    ? l10n.t('LEFT OUT: 1 campaign of {name}, which has no credential.', { name })
    : l10n.t('LEFT OUT: {count} campaigns of {name}, which has no credential.', { name, count: count(number, reader) });
}

function untieredLines(campaigns: readonly KnownCampaign[], reader: Reader): readonly string[] {
  const streams = streamsOf(campaigns.filter(({ stream }) => stream.tier === undefined));
  if (streams.length === 0) return [];
  const names = listed(
    streams.map(({ stream }) => quoted(stream.name)),
    reader,
  );
  return [reader.l10n.t('Tier not set for {names}: handled as production.', { names })];
}

/** How many of which tier, where there are several. */
function tierLines(campaigns: readonly KnownCampaign[], reader: Reader): readonly string[] {
  const tiers = countBy(campaigns, ({ stream }) => tierLabel(stream, reader));
  if (tiers.length < 2) return [];
  const parts = tiers.map(([tier, number]) => reader.l10n.t('{count} {tier}', { count: count(number, reader), tier }));
  return [reader.l10n.t('Tiers: {tiers}', { tiers: parts.join(', ') })];
}

function streamLines(campaigns: readonly KnownCampaign[], reader: Reader): readonly string[] {
  const { l10n } = reader;
  const streams = streamsOf(campaigns);
  const [only, ...others] = streams;
  const names = ({ stream }: StreamCount): { stream: string; host: string } => ({
    stream: plainText(stream.name),
    host: hostLabel(stream.host),
  });
  if (only !== undefined && others.length === 0) return [l10n.t('Stream: {stream}, {host}', names(only))];
  const shown = streams
    .slice(0, mostStreams)
    .map((one) => l10n.t('{count} in {stream}, {host}', { count: count(one.count, reader), ...names(one) }));
  const more = streams.length - shown.length;
  return [
    l10n.t('From {count} streams:', { count: count(streams.length, reader) }),
    ...shown,
    ...(more > 0 ? [l10n.t('and {more} more streams', { more: count(more, reader) })] : []),
  ];
}

/** `Black Friday blast, Active, 41,203 sent`; with what tells it apart where that does not. */
function campaignLine(campaign: KnownCampaign, all: readonly KnownCampaign[], nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const label = plainText(campaignLabel(campaign), 60);
  const clones = all.filter((one) => plainText(campaignLabel(one), 60) === label).length;
  const streams = streamsOf(all).length;
  const known = knownState(campaign);
  return [
    clones > 1 ? `${label} (${idTail(campaign.id)})` : label,
    ...(streams > 1 ? [plainText(campaign.stream.name, 40)] : []),
    stateWords(campaign, nowMs, reader),
    ...(known?.sent === undefined ? [] : [l10n.t('{sent} sent', { sent: count(known.sent, reader) })]),
  ].join(', ');
}

function stateWords(campaign: KnownCampaign, nowMs: number, reader: Reader): string {
  const known = knownState(campaign);
  if (known === undefined) return reader.l10n.t('state not read');
  const state = stateLabel(known.state);
  return isFresh(known, nowMs) ? state : `${state} ${ago(nowMs - known.readAtMs, reader)}`;
}

/** The sum of what was last read. A counter only rises, so an old or a missing one makes it the least. */
function sentLines(campaigns: readonly KnownCampaign[], nowMs: number, reader: Reader): readonly string[] {
  const { sent, exact, known } = sentInAll(campaigns, nowMs);
  if (!known) return [];
  const facts = { sent: count(sent, reader) };
  return [
    exact
      ? reader.l10n.t('{sent} sent so far in all', facts)
      : reader.l10n.t('At least {sent} sent so far in all', facts),
  ];
}

/** How many were sent in all, as last read; `exact` where every count is known and not old. */
function sentInAll(
  campaigns: readonly KnownCampaign[],
  nowMs: number,
): { readonly sent: number; readonly exact: boolean; readonly known: boolean } {
  const read = campaigns.map((campaign) => knownState(campaign));
  const counts = read.map((known) => known?.sent);
  return {
    sent: counts.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    exact: read.every((known) => known?.sent !== undefined && isFresh(known, nowMs)),
    known: counts.some((one) => one !== undefined),
  };
}

function restartLines(campaigns: readonly KnownCampaign[], reader: Reader): readonly string[] {
  const number = campaigns.filter(({ listed: row }) => row?.recurring === true || row?.scheduled === true).length;
  if (number === 0) return [];
  return [
    number === 1
      ? reader.l10n.t('1 of them is scheduled or repeats: it can start again by itself after the stop')
      : reader.l10n.t('{count} of them are scheduled or repeat: they can start again by themselves after the stop', {
          count: count(number, reader),
        }),
  ];
}

/** What matters most first: production, then what sends, then what has sent most. */
function inOrder(campaigns: readonly KnownCampaign[], nowMs: number): readonly KnownCampaign[] {
  const place = (campaign: KnownCampaign): number => (isRealProduction(campaign) ? 0 : 10) + rank(campaign, nowMs);
  const sent = (campaign: KnownCampaign): number => knownState(campaign)?.sent ?? 0;
  return [...campaigns].sort((one, other) => place(one) - place(other) || sent(other) - sent(one));
}

interface StreamCount {
  readonly stream: KnownStream;
  readonly count: number;
}

/** The streams with how many of the campaigns are in each, the one with the most first. */
function streamsOf(campaigns: readonly KnownCampaign[]): readonly StreamCount[] {
  const streams = new Map(campaigns.map(({ stream }) => [streamKey(stream), stream]));
  return countBy(campaigns, ({ stream }) => streamKey(stream)).flatMap(([key, number]) => {
    const stream = streams.get(key);
    return stream === undefined ? [] : [{ stream, count: number }];
  });
}

/** How often each word comes, the most frequent first. */
function countBy(
  campaigns: readonly KnownCampaign[],
  wordOf: (campaign: KnownCampaign) => string,
): readonly (readonly [word: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const campaign of campaigns) {
    const word = wordOf(campaign);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

function listed(names: readonly string[], { l10n }: Reader): string {
  const shown = names.slice(0, mostStreams).join(', ');
  const more = names.length - mostStreams;
  return more > 0 ? l10n.t('{names} and {more} more', { names: shown, more }) : shown;
}

function withoutEmptyEnds(lines: readonly string[]): readonly string[] {
  return lines.filter(
    (line, index) => line !== '' || (index > 0 && lines[index - 1] !== '' && index < lines.length - 1),
  );
}
