import { campaignLabel, isFresh, knownState, type KnownCampaign } from './knownCampaign.ts';
import { isDocumentedState } from '../kore/endpoints.ts';
import { isProduction } from '../streams/stream.ts';
import { ago, clock, count, dayAndClock, hostLabel, idTail, quoted, tierLabel, type Reader } from './format.ts';
import { messagePreview } from './messagePreview.ts';
import { plainText } from './plainText.ts';

/** A modal: what is asked, the facts below it, and the words of yes. No is always "Don't Stop". */
export interface ConfirmationText {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
}

/** What wants a stop where it is not the person: a link, a task, another extension, or an assistant's tool. */
export type AskedBy = 'link' | 'task' | 'extension' | 'assistant';

/** What matters before a stop beside the campaign: how it came here, and the credential. */
export interface AskingFacts {
  /** Who wants it may want something else than the person. */
  readonly askedBy?: AskedBy;
  /** Only for a credential typed for this stop. */
  readonly typedForThisStop?: string;
  /** Only for a pasted token that runs out before the answer may be there. */
  readonly runsOutAtMs?: number;
}

const shownLists = 3;

/** What is asked before a stop: host, stream, tier, state with its age, lists, schedule. */
export function confirmationText(
  campaign: KnownCampaign,
  asking: AskingFacts,
  nowMs: number,
  reader: Reader,
): ConfirmationText {
  const { l10n } = reader;
  const { stream } = campaign;
  const name = quoted(campaignLabel(campaign));
  if (stream.practice === true) {
    return {
      message: l10n.t('PRACTICE: stop {name}?', { name }),
      detail: [
        ...(asking.askedBy === undefined ? [] : [askedByLine(asking.askedBy, reader)]),
        l10n.t('This is the simulator on this computer. Nothing real is sending and nothing real will be stopped.'),
      ].join('\n'),
      yes: l10n.t('Stop (Practice)'),
    };
  }
  const production = isProduction(stream.tier);
  const tier = production ? l10n.t('PRODUCTION') : tierLabel(stream, reader);
  const lines = [
    ...(asking.askedBy === undefined ? [] : [askedByLine(asking.askedBy, reader)]),
    ...(stream.tier === undefined ? [l10n.t('Tier not set for this stream: handled as production.')] : []),
    streamLine(stream, reader),
    l10n.t('State: {state}', { state: stateText(campaign, nowMs, reader) }),
    ...(production ? audienceLines(campaign, reader) : []),
    ...idLines(campaign, nowMs, reader),
    ...signingLines(asking, reader),
    ...(production ? ['', carrierNote(reader)] : []),
  ];
  return {
    message: l10n.t('Stop {name} in {tier}?', { name, tier }),
    detail: lines.join('\n'),
    yes: l10n.t('Stop Campaign'),
  };
}

function streamLine({ name, host, streamId, sharesName }: KnownCampaign['stream'], { l10n }: Reader): string {
  const facts = { stream: plainText(name), host: hostLabel(host) };
  if (sharesName !== true) return l10n.t('Stream: {stream}, {host}', facts);
  const id = idTail(streamId);
  return l10n.t('Stream: {stream}, {host}, id {id} (another stream has this name)', { ...facts, id });
}

function askedByLine(askedBy: AskedBy, { l10n }: Reader): string {
  switch (askedBy) {
    case 'link':
      return l10n.t('Opened by a link. Go on only if you expected it.');
    case 'task':
      return l10n.t('A task asks for it. Go on only if you expected it.');
    case 'extension':
      return l10n.t('Another extension asks for it. Go on only if you expected it.');
    case 'assistant':
      return l10n.t('An assistant asks for it. Go on only if you expected it.');
  }
}

function signingLines({ typedForThisStop, runsOutAtMs }: AskingFacts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  return [
    ...(typedForThisStop === undefined
      ? []
      : [
          l10n.t('Signing with: credential typed for this stop ({credential})', {
            credential: plainText(typedForThisStop),
          }),
        ]),
    ...(runsOutAtMs === undefined
      ? []
      : [
          l10n.t('The pasted token runs out at {when}, maybe before the answer.', { when: clock(runsOutAtMs, reader) }),
        ]),
  ];
}

/** What no stop can change. */
export function carrierNote({ l10n }: Reader): string {
  return l10n.t(
    'Texts already handed to the carrier may still arrive. This tool cannot start a campaign again; only the Kore console can.',
  );
}

function stateText(campaign: KnownCampaign, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const known = knownState(campaign);
  if (known === undefined) return l10n.t('not read yet; a stop does not need it');
  const state = plainText(known.state);
  const age = ago(nowMs - known.readAtMs, reader);
  if (!isFresh(known, nowMs)) {
    return l10n.t('{state} when last read, {when}; now unknown', { state, when: dayAndClock(known.readAtMs, reader) });
  }
  if (known.state === 'Stopped') return l10n.t('Stopped (read {age}): a stop would change nothing', { age });
  if (known.state === 'Completed') return l10n.t('Completed (read {age}): it has run to its end', { age });
  if (!isDocumentedState(known.state)) {
    return l10n.t('Kore.ai says {state}, a state this version does not know', { state: quoted(known.state) });
  }
  if (known.sent === undefined) return l10n.t('{state} (read {age})', { state, age });
  const facts = { state, age, sent: count(known.sent, reader) };
  const { perMinute, activity } = campaign;
  if (perMinute === undefined || activity !== undefined) return l10n.t('{state}, {sent} sent (read {age})', facts);
  const speed = count(perMinute, reader);
  return l10n.t('{state}, {sent} sent, about {speed} a minute (read {age})', { ...facts, speed });
}

function audienceLines({ listed }: KnownCampaign, reader: Reader): readonly string[] {
  const { l10n } = reader;
  if (listed === undefined) return [];
  const lists = listed.contactLists.slice(0, shownLists).map((list) => plainText(list, 60));
  const more = listed.contactLists.length - lists.length;
  return [
    ...(lists.length === 0
      ? []
      : [
          more > 0
            ? l10n.t('To: {lists} and {more} more', { lists: lists.join(', '), more })
            : l10n.t('To: {lists}', { lists: lists.join(', ') }),
        ]),
    ...(listed.text === undefined ? [] : [l10n.t('Text: {text}', { text: messagePreview(listed.text) })]),
    ...(listed.recurring
      ? [l10n.t('Repeats: yes, it can start again by itself after the stop')]
      : listed.scheduled
        ? [l10n.t('Scheduled: yes, it can start by itself after the stop')]
        : []),
  ];
}

function idLines(campaign: KnownCampaign, nowMs: number, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const changedAtMs = Date.parse(campaign.listed?.changedAt ?? '');
  const tail = l10n.t('Id ends in {tail}.', { tail: idTail(campaign.id).replace('…', '') });
  if (campaign.name === undefined) return [];
  if (Number.isNaN(changedAtMs)) return [tail];
  const sameDay = new Date(changedAtMs).toDateString() === new Date(nowMs).toDateString();
  const when = sameDay ? clock(changedAtMs, reader) : dayAndClock(changedAtMs, reader);
  return [`${l10n.t('Last change {when}.', { when })} ${tail}`];
}
