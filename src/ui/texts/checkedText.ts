import { isDocumentedState } from '../../kore/endpoints.ts';
import type { ReadFailure } from '../../kore/campaigns.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import { clock, count, hostLabel, idTail, quoted, stateLabel, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { standingOf } from '../campaigns/standing.ts';
import { hasRisen } from './endedRow.ts';
import type { OutcomeAction } from './outcomeFixes.ts';
import type { ReasonText, UsedCredential } from './reasonFacts.ts';
import { reasonText } from './reasonText.ts';

type Read = Extract<LaterFact, { kind: 'read' }>;

/** What a person is told who asked for the state. */
export interface CheckedText {
  readonly severity: 'info' | 'error';
  readonly sentence: string;
  readonly actions: readonly OutcomeAction[];
}

/** One reading of the state. Where no stop was tried it is only told; else it says what that stop came to. */
export function checkedText(campaign: KnownCampaign, read: Read, reader: Reader): CheckedText {
  const { l10n } = reader;
  const facts = {
    name: quoted(campaignLabel(campaign)),
    tier: tierLabel(campaign.stream, reader),
    state: stateLabel(read.state),
    at: clock(Date.parse(read.at), reader),
    more: moreText(read, campaign, reader),
  };
  const before = standingOf(campaign)?.kind;
  if (campaign.activity?.kind !== 'ended') {
    const sentence = l10n.t('{name} ({tier}): Kore.ai says {state} ({at}). {more}', facts).trim();
    return { severity: 'info', sentence, actions: [] };
  }
  if (read.state === 'Stopped') {
    const sentence = l10n.t('Stopped: {name} ({tier}). Kore.ai says Stopped ({at}). {more}', facts).trim();
    return { severity: 'info', sentence, actions: ['copySummary', 'showLog'] };
  }
  if (read.state === 'Completed') {
    return before === 'stopped'
      ? {
          severity: 'info',
          sentence: l10n.t('Not sending: {name} ({tier}) was stopped, and Kore.ai says Completed now ({at}).', facts),
          actions: ['copySummary', 'showLog'],
        }
      : {
          severity: 'error',
          sentence: l10n
            .t('Too late: {name} ({tier}) has run to its end (Kore.ai says Completed, read {at}). {more}', facts)
            .trim(),
          actions: ['copySummary', 'showLog'],
        };
  }
  return { severity: 'error', sentence: goesOnText(read, facts, before === 'stopped', reader), actions: goesOnActions };
}

const goesOnActions: readonly OutcomeAction[] = ['stopAgain', 'howToStopByHand', 'copySummary'];

function goesOnText(
  { state }: Read,
  facts: Readonly<Record<'name' | 'tier' | 'state' | 'at' | 'more', string>>,
  wasStopped: boolean,
  { l10n }: Reader,
): string {
  if (state === 'Active' || state === 'Preparing') {
    return wasStopped
      ? l10n.t('{state} again at {at}: {name} ({tier}), after it was stopped. {more}', facts).trim()
      : l10n.t('Still {state} at {at}: {name} ({tier}). {more}', facts).trim();
  }
  return isDocumentedState(state)
    ? l10n.t('NOT stopped, though not sending now: {name} ({tier}) is {state} (Kore.ai, {at}) and can go on.', facts)
    : l10n.t(
        'UNKNOWN whether {name} ({tier}) stopped: Kore.ai says {state} ({at}), a state this version does not know.',
        facts,
      );
}

function moreText({ state, sent, restarts }: Read, { activity }: KnownCampaign, reader: Reader): string {
  const { l10n } = reader;
  const later = activity?.kind === 'ended' ? (activity.later ?? []) : [];
  const counted = (value: number): string => {
    const facts = { sent: count(value, reader) };
    return state !== 'Stopped' && state !== 'Completed' && hasRisen(later, value)
      ? l10n.t('{sent} sent, rising.', facts)
      : l10n.t('{sent} sent.', facts);
  };
  return [
    ...(sent === undefined ? [] : [counted(sent)]),
    ...(restarts === true ? [l10n.t('It is scheduled or repeats and can start again by itself.')] : []),
  ].join(' ');
}

/** Why the state could not be read, and what the call was signed with. */
type ReadingFailure = Pick<ReadFailure, 'reason' | 'httpStatus' | 'details'> & { readonly credential?: UsedCredential };

/** The state could not be read: what is known stays as it is. */
export function notReadText(
  campaign: KnownCampaign,
  failure: ReadingFailure,
  nowMs: number,
  reader: Reader,
): CheckedText {
  const { cause, advice } = readFailureText(campaign, failure, nowMs, reader);
  return {
    severity: 'error',
    sentence: reader.l10n
      .t('The state of {name} ({tier}) could not be read: {cause} {advice}', {
        name: quoted(campaignLabel(campaign)),
        tier: tierLabel(campaign.stream, reader),
        cause,
        advice,
      })
      .trim(),
    actions: campaign.activity?.kind === 'ended' ? ['stopAgain', 'checkNow', 'howToStopByHand'] : ['showLog'],
  };
}

function readFailureText(
  { stream, id }: KnownCampaign,
  { reason, httpStatus, details, credential }: ReadingFailure,
  nowMs: number,
  reader: Reader,
): ReasonText {
  const { l10n } = reader;
  const host = hostLabel(stream.host);
  const status = httpStatus ?? '?';
  switch (reason) {
    case 'notFound':
      return {
        cause: l10n.t('{host} knows no campaign {id} in {stream} ({status}).', {
          host,
          id: idTail(id),
          stream: quoted(stream.name),
          status,
        }),
        advice: '',
      };
    case 'noAnswer':
      return { cause: l10n.t('{host} did not answer.', { host }), advice: l10n.t('Check Now tries again.') };
    case 'serverError':
      return { cause: l10n.t('Kore.ai failed ({status}).', { status }), advice: l10n.t('Check Now tries again.') };
    default: {
      // An earlier stop request may have left, so nothing is said of that here.
      const startedAt = new Date(nowMs).toISOString();
      const facts = { details, requests: 1, startedAt, ...(httpStatus === undefined ? {} : { httpStatus }) };
      const used = credential === undefined ? {} : { credential };
      return reasonText(reason, facts, { streamName: stream.name, host: stream.host, ...used, reader });
    }
  }
}
