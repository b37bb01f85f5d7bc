import {
  clock,
  day,
  dayAndClock,
  hostLabel,
  idTail,
  shortClock,
  tierHeard,
  tierLabel,
  type Reader,
} from '../../texts/format.ts';
import { isFresh, knownState, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import { lastOf, type ListState } from '../campaigns/streamMemory.ts';
import type { ReadinessRecord } from '../readiness/readinessRecord.ts';
import type { CredentialFacts, StreamReadiness } from '../readiness/streamReadiness.ts';
import { readinessProblemText, readinessWords, remarks } from './readinessText.ts';
import type { RowText } from './rowText.ts';

/** What a stream's row is told from. */
export interface StreamFacts {
  readonly list: ListState;
  readonly campaigns: readonly KnownCampaign[];
  readonly readiness: StreamReadiness | undefined;
  readonly record: ReadinessRecord | undefined;
  readonly credential: CredentialFacts | undefined;
  /** As `leavesFromText` tells it. */
  readonly leavesFrom: string;
}

export function streamRow(stream: KnownStream, facts: StreamFacts, nowMs: number, reader: Reader): RowText {
  const { l10n } = reader;
  const name = plainText(stream.name);
  if (stream.practice === true) {
    return {
      label: name,
      description: stream.goesWrong === true ? l10n.t('nothing real · goes wrong on purpose') : l10n.t('nothing real'),
      tooltip: l10n.t('The simulator on this computer: {host}', { host: hostLabel(stream.host) }),
      accessible:
        stream.goesWrong === true
          ? l10n.t('{name}, nothing real, goes wrong on purpose', { name })
          : l10n.t('{name}, nothing real', { name }),
    };
  }
  const tier = tierLabel(stream, reader);
  const ready = readinessWords(facts.readiness, nowMs, reader);
  const list = listWords(facts, nowMs, reader);
  const shared = stream.sharesName === true ? [idTail(stream.streamId)] : [];
  return {
    label: name,
    description: [...shared, tier, ...list.map(({ seen }) => seen), ready.seen].join(' · '),
    // Asked for one row at a time, when the pointer is over it.
    get tooltip() {
      return tooltip(stream, facts, reader).join('\n');
    },
    accessible: [name, ...shared, tierHeard(stream, reader), ...list.map(({ heard }) => heard), ready.heard].join(', '),
  };
}

/** How many send, as the last list told it; with its time once that is not what is. */
function listWords(
  { list, campaigns, readiness }: StreamFacts,
  nowMs: number,
  reader: Reader,
): readonly { readonly seen: string; readonly heard: string }[] {
  const { l10n } = reader;
  const last = lastOf(list);
  if (last === undefined) {
    return list.kind === 'reading' ? [{ seen: l10n.t('reading…'), heard: l10n.t('reading its campaigns') }] : [];
  }
  // What cannot be read now may have changed since.
  if (list.kind === 'failed' && readiness?.kind !== 'ready') return [];
  const { readAtMs } = last;
  const sending = campaigns.filter((campaign) => knownState(campaign)?.state === 'Active').length;
  const at = isFresh(last, nowMs) ? '' : ` ${l10n.t('at {at}', { at: shortClock(readAtMs, reader) })}`;
  const heard = sending === 1 ? l10n.t('1 campaign sending') : l10n.t('{count} campaigns sending', { count: sending });
  return [{ seen: l10n.t('{sending} sending', { sending }) + at, heard: heard + at }];
}

function tooltip(stream: KnownStream, facts: StreamFacts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { readiness, record, credential, list, leavesFrom } = facts;
  const when = (ms: number): string => dayAndClock(ms, reader);
  const last = lastOf(list);
  return [
    `${plainText(stream.name)} (${tierLabel(stream, reader)})`,
    hostLabel(stream.host),
    l10n.t('Account {tail}, stream {stream}', { tail: idTail(stream.accountId), stream: plainText(stream.streamId) }),
    ...(credential === undefined ? [] : [credentialLine(credential, reader)]),
    l10n.t('Requests leave from: {place}', { place: leavesFrom }),
    ...(last === undefined ? [] : [l10n.t('Last list: {at}', { at: clock(last.readAtMs, reader) })]),
    ...readinessLines(stream, readiness, when, reader),
    ...(record === undefined || readiness?.kind !== 'ready' ? [] : remarks(record, reader)),
  ];
}

function credentialLine(credential: CredentialFacts, reader: Reader): string {
  const { l10n } = reader;
  if (credential.kind === 'none') return l10n.t('Credential: none on this computer');
  const label = plainText(credential.label);
  if (credential.setAtMs === undefined) return l10n.t('Credential: {label}', { label });
  return l10n.t('Credential: {label}, set {day}', { label, day: day(credential.setAtMs, reader) });
}

function readinessLines(
  stream: KnownStream,
  readiness: StreamReadiness | undefined,
  when: (ms: number) => string,
  reader: Reader,
): readonly string[] {
  const { l10n } = reader;
  switch (readiness?.kind) {
    case undefined:
      return [l10n.t('Whether a stop would work was not checked yet.')];
    case 'noCredential':
      return [l10n.t('Without a credential no campaign can be listed or stopped.')];
    case 'ready':
      return [l10n.t('Ready to stop, checked {at}. Not tested: the stop call itself.', { at: when(readiness.atMs) })];
    case 'failed':
    case 'unknown': {
      const { cause, advice } = readinessProblemText(stream, readiness.problem, readiness.atMs, reader);
      return [l10n.t('Checked {at}: {cause}', { at: when(readiness.atMs), cause }), ...(advice === '' ? [] : [advice])];
    }
  }
}
