import { hostLabel, idTail, tierLabel, type Reader } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { StreamReadiness } from '../readiness/streamReadiness.ts';
import { readinessWords } from './readinessText.ts';
import { wrap } from './wrap.ts';

/** What a report of a problem is made from. */
export interface ProblemFacts {
  /** Names with their values: of the extension, VS Code, the system. */
  readonly versions: readonly (readonly [name: string, value: string])[];
  /** As they are set; what is about a person only says whether it is set. */
  readonly settings: readonly (readonly [name: string, value: unknown])[];
  readonly streams: readonly { readonly stream: KnownStream; readonly readiness: StreamReadiness | undefined }[];
  /** Entries of `kore.streams` that cannot be used. */
  readonly badEntries: number;
  /** As `leavesFromText` tells it. */
  readonly leavesFrom: string;
  /** The newest lines of the log, the oldest first. */
  readonly log: readonly string[];
  /** Where to send it to, if the extension says so. */
  readonly sendTo?: string;
}

/** A report to read, to complete and to send by oneself: nothing of it goes anywhere by itself. */
export function problemReport(facts: ProblemFacts, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const { versions, settings, streams, badEntries, leavesFrom, log, sendTo } = facts;
  const hide = hider(
    streams.map(({ stream }) => stream),
    reader,
  );
  const line = (name: string, value: string): string => `  ${name}: ${hide(plainText(value, 500))}`;
  const parts: readonly (readonly string[])[] = [
    [
      l10n.t('A problem with Kore Campaigns'),
      ...wrap(
        l10n.t(
          'Nothing of this was sent anywhere. Secrets and tokens are not in it, ids are shortened, streams have numbers. Hosts and what the log says of campaigns are in it: read it before you send it.',
        ),
      ),
      ...wrap(
        sendTo === undefined
          ? l10n.t('Send it to whoever gave you this extension.')
          : l10n.t('Send it to: {address}', { address: plainText(sendTo, 200) }),
      ),
    ],
    [l10n.t('WHAT I DID, WHAT I EXPECTED, WHAT HAPPENED'), `  ${l10n.t('(write it here, in a copy)')}`],
    [l10n.t('VERSIONS'), ...versions.map(([name, value]) => line(name, value))],
    [
      l10n.t('SETTINGS'),
      ...settings.map(([name, value]) => line(name, value === undefined ? '' : JSON.stringify(value))),
    ],
    [
      l10n.t('STREAMS'),
      line(l10n.t('requests leave from'), leavesFrom),
      line(l10n.t('entries that cannot be used'), String(badEntries)),
      ...streams.map(({ stream, readiness }, index) =>
        line(nameOf(index, reader), streamLine(stream, readiness, nowMs, reader)),
      ),
    ],
    [
      l10n.t('LAST LINES OF THE LOG'),
      ...(log.length === 0 ? [`  ${l10n.t('(none)')}`] : log.map((one) => `  ${hide(plainText(one, 1000))}`)),
    ],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function streamLine(
  stream: KnownStream,
  readiness: StreamReadiness | undefined,
  nowMs: number,
  reader: Reader,
): string {
  const { l10n } = reader;
  return [
    tierLabel(stream, reader),
    hostLabel(stream.host),
    l10n.t('account {id}', { id: idTail(stream.accountId) }),
    l10n.t('stream {id}', { id: idTail(stream.streamId) }),
    l10n.t('{count} campaigns in the settings', { count: stream.campaigns.length }),
    readinessWords(readiness, nowMs, reader).heard,
  ].join(', ');
}

function nameOf(index: number, { l10n }: Reader): string {
  return l10n.t('stream {number}', { number: index + 1 });
}

/** Ids by their documented shapes, with how they begin. */
const idShape = /\b(st|cd|cid|cs|cl)-[0-9A-Za-z][0-9A-Za-z-]{7,}/g;
const accountShape = /\b[0-9a-f]{24}\b/g;

/** Shortens ids, by their shape and those of the streams whatever their shape, and numbers the streams' names. */
function hider(streams: readonly KnownStream[], reader: Reader): (text: string) => string {
  const known = streams.flatMap((stream, index) => [
    ...[stream.accountId, stream.streamId, stream.iid ?? '', ...stream.campaigns.map(({ id }) => id)].map(
      (id) => [id, idTail(id)] as const,
    ),
    [plainText(stream.name), `(${nameOf(index, reader)})`] as const,
  ]);
  // The longest first: one can be a part of another.
  const sorted = known
    .filter(([text]) => text.length >= shortestHidden)
    .toSorted(([one], [other]) => other.length - one.length);
  return (text) =>
    sorted
      .reduce((rest, [found, short]) => rest.replaceAll(found, () => short), text)
      .replace(idShape, (id, kind: string) => `${kind}-${idTail(id)}`)
      .replace(accountShape, idTail);
}

/** A shorter name or id would be found in ordinary words. */
const shortestHidden = 4;
