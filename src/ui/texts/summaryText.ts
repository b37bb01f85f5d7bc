import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import { clock, count, hostLabel, quoted, stateLabel, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, sentBefore, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import { isConfirmed } from '../campaigns/standing.ts';
import { reasonText } from './reasonText.ts';

/** What a summary is made of. */
export interface SummaryFacts {
  /** As it was known when the stop went out. */
  readonly campaign: KnownCampaign;
  readonly outcome: StopOutcome;
  readonly later?: readonly LaterFact[];
  /** The setting `kore.operatorName`. */
  readonly operatorName: string;
}

/** One paragraph for a ticket or a chat: times in UTC, and only what is known. */
export function summaryText(facts: SummaryFacts, reader: Reader): string {
  const { campaign, outcome, operatorName } = facts;
  const { l10n } = reader;
  const by = plainText(operatorName);
  const sentences = [
    l10n.t('{when} Stop of {name} ({id}), {stream}, {tier}, {host}.', {
      when: whenBoth(outcome.startedAt, reader),
      name: quoted(campaignLabel(campaign)),
      id: plainText(campaign.id, 200),
      stream: plainText(campaign.stream.name),
      tier: tierLabel(campaign.stream, reader),
      host: hostLabel(campaign.stream.host),
    }),
    l10n.t('Result: {result}', { result: resultText(campaign, outcome, reader) }),
    ...laterSentences(outcome, facts.later ?? [], reader),
    l10n.t('Requests: {requests}.', { requests: outcome.requests }),
    ...sentSentence(facts, reader),
    ...repeatsSentence(facts, reader),
    ...(by === '' ? [] : [l10n.t('By: {name}.', { name: by })]),
  ];
  return sentences.join(' ');
}

function utc(reader: Reader): Reader {
  return { ...reader, utc: true };
}

/** `02:10:52Z` */
function utcClock(iso: string, reader: Reader): string {
  return clock(Date.parse(iso), utc(reader));
}

/** `2026-11-23 02:10:45Z (03:10:45 CET)`; with the day where it is another one there. */
function whenBoth(iso: string, reader: Reader): string {
  const at = new Date(iso);
  const otherDay = at.getDate() !== at.getUTCDate();
  const local = at.toLocaleString(reader.language, {
    ...(otherDay ? { day: 'numeric', month: 'short' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return `${at.toISOString().slice(0, 10)} ${utcClock(iso, reader)} (${local})`;
}

function resultText(campaign: KnownCampaign, outcome: StopOutcome, reader: Reader): string {
  const { l10n } = reader;
  const read = {
    state: stateLabel(outcome.state ?? ''),
    at: utcClock(outcome.stateReadAt ?? outcome.finishedAt, reader),
  };
  switch (outcome.verdict) {
    case 'stopped':
      if (!isConfirmed(outcome)) return l10n.t("stopped by Kore.ai's reply at {at}, not double-checked.", read);
      if (outcome.effect === 'finished')
        return l10n.t("too late, it had run to its end, by Kore.ai's status at {at}.", read);
      return outcome.effect === 'alreadyStopped'
        ? l10n.t("already stopped, by Kore.ai's status at {at}.", read)
        : l10n.t("stopped, confirmed by Kore.ai's status at {at}.", read);
    case 'accepted':
      return outcome.state === undefined
        ? l10n.t('not confirmed: Kore.ai took the request; its state was not read.')
        : l10n.t('not confirmed: Kore.ai took the request and said {state} at {at}.', read);
    case 'notStopped':
      return l10n.t('NOT stopped. {cause}', { cause: causeOf(campaign, outcome, reader) });
    case 'unknown':
      return l10n.t('UNKNOWN whether it stopped. {cause}', { cause: causeOf(campaign, outcome, reader) });
  }
}

function causeOf({ stream, id }: KnownCampaign, outcome: StopOutcome, reader: Reader): string {
  const context = { streamName: stream.name, host: stream.host, campaignId: id, reader: utc(reader) };
  return reasonText(outcome.reason ?? 'noAnswer', outcome, context).cause;
}

/** The last state that was read after the outcome, where there is one. */
function laterSentences(outcome: StopOutcome, later: readonly LaterFact[], reader: Reader): readonly string[] {
  const read = later.findLast((fact) => fact.kind === 'read');
  if (read === undefined || (isConfirmed(outcome) && read.state === outcome.state)) return [];
  return [
    reader.l10n.t('Read later: {state} at {at}.', { state: stateLabel(read.state), at: utcClock(read.at, reader) }),
  ];
}

/** Messages sent before and after, and the time over which the counter stood still. */
function sentSentence({ campaign, outcome, later = [] }: SummaryFacts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const before = sentBefore(campaign, Date.parse(outcome.startedAt))?.sent;
  const after = later.findLast((fact) => (fact.kind === 'read' || fact.kind === 'quiet') && fact.sent !== undefined);
  const quiet = later.findLast((fact) => fact.kind === 'quiet');
  const sent = after !== undefined && 'sent' in after ? after.sent : undefined;
  const counts =
    before !== undefined && sent !== undefined
      ? l10n.t('{before} before, {after} after', { before: count(before, reader), after: count(sent, reader) })
      : before !== undefined
        ? l10n.t('{before} before', { before: count(before, reader) })
        : sent !== undefined
          ? l10n.t('{after} after', { after: count(sent, reader) })
          : undefined;
  if (counts === undefined) return [];
  // A count that grew since is not one that stood still.
  if (quiet === undefined || quiet.sent !== sent) return [l10n.t('Sent: {counts}.', { counts })];
  return [
    l10n.t('Sent: {counts}; counter unchanged from {since} to {at}.', {
      counts,
      since: utcClock(quiet.since, reader),
      at: utcClock(quiet.at, reader),
    }),
  ];
}

/** Whether it can start again by itself; a list tells it, before the stop or after. */
function repeatsSentence({ campaign, later = [] }: SummaryFacts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const told = later.findLast((fact) => fact.kind === 'read' && fact.restarts !== undefined);
  const read = told?.kind === 'read' ? told.restarts : undefined;
  const { listed } = campaign;
  const repeats = listed === undefined ? read : listed.recurring || listed.scheduled || read === true;
  if (repeats === undefined) return [];
  const off = later.findLast((fact) => fact.kind === 'scheduleOff');
  if (off !== undefined) {
    return [l10n.t('Repeats: yes; schedule turned off {at}.', { at: utcClock(off.at, reader) })];
  }
  return [repeats ? l10n.t('Repeats: yes.') : l10n.t('Repeats: no.')];
}
