import { siblingsOf } from '../../../streams/credentialGroups.ts';
import { streamKey } from '../../../streams/streamKey.ts';
import { count, dayAndClock, quoted } from '../../../texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../../texts/knownCampaign.ts';
import { partOfSentence } from '../../../texts/plainText.ts';
import type { ResolvedCredential } from '../../credentials/resolveCredential.ts';
import { askChoice, type Choice } from '../../quickInput.ts';
import type { LeftOut } from '../../../texts/bulkText.ts';
import type { BulkDesk } from './bulkDesk.ts';

/** By `streamKey`. */
export type Credentials = ReadonlyMap<string, ResolvedCredential>;

export interface Resolved {
  readonly campaigns: readonly KnownCampaign[];
  readonly credentials: Credentials;
  /** Streams that the person gave up on, and whose campaigns are not among them. */
  readonly leftOut: readonly LeftOut[];
}

type WayOn = 'same' | 'other' | 'once' | 'again' | 'leaveOut';

/**
 * Finds the credential of each stream, once for each; asks for one that is missing or has run out. One stream that has
 * none leaves only its own campaigns out. `given` are of an earlier try: nothing is typed twice.
 */
export async function resolveStreams(
  campaigns: readonly KnownCampaign[],
  given: Credentials,
  desk: BulkDesk,
): Promise<Resolved> {
  const credentials = new Map<string, ResolvedCredential>();
  const leftOut: LeftOut[] = [];
  const streams = new Map(campaigns.map(({ stream }) => [streamKey(stream), stream]));
  for (const [key, stream] of streams) {
    const number = campaigns.filter((one) => streamKey(one.stream) === key).length;
    const shared = siblingsOf(stream, [...streams.values()]).find((one) => credentials.has(streamKey(one)));
    const sibling = shared === undefined ? undefined : credentials.get(streamKey(shared));
    const found =
      given.get(key) ??
      (await resolveStream(
        { stream, number, ...(shared && sibling ? { shared: { of: shared, sibling } } : {}) },
        desk,
      ));
    if (found === undefined) leftOut.push({ stream, count: number });
    else credentials.set(key, found);
  }
  return { campaigns: campaigns.filter(({ stream }) => credentials.has(streamKey(stream))), credentials, leftOut };
}

interface StreamQuestion {
  readonly stream: KnownStream;
  /** How many campaigns of it are to be stopped. */
  readonly number: number;
  /** Another stream of its account on its host, with its credential. */
  readonly shared?: { readonly of: KnownStream; readonly sibling: ResolvedCredential };
}

async function resolveStream(question: StreamQuestion, desk: BulkDesk): Promise<ResolvedCredential | undefined> {
  const { l10n } = desk.reader;
  const { stream } = question;
  const found = await desk.ask.findPatiently(stream, desk.credentials, desk);
  if (found === 'cancelled') return undefined;
  if (found === 'useOnce') return desk.ask.enterOnce(stream, desk);
  const name = quoted(stream.name);
  switch (found.kind) {
    case 'found': {
      const ranOut = await ranOutAtMs(found, desk);
      if (ranOut === undefined) return found;
      const when = dayAndClock(ranOut, desk.reader);
      return askWayOn(question, l10n.t('The pasted token of {name} ran out at {when}.', { name, when }), [], desk);
    }
    case 'none':
      // Its own question tells what it is for, and Escape leaves its campaigns out.
      if (question.shared === undefined) return desk.ask.enterMissing(stream, desk.credentials, desk);
      return askWayOn(question, l10n.t('{name} has no credential on this computer.', { name }), [], desk);
    case 'failed': {
      const words = partOfSentence(found.words);
      const problem = l10n.t("VS Code's secret store failed for {name}: “{words}”.", { name, words });
      return askWayOn(question, problem, ['again'], desk);
    }
  }
}

/** When a pasted token ran out, where it has: it would be refused before anything is sent. */
async function ranOutAtMs({ credential }: ResolvedCredential, desk: BulkDesk): Promise<number | undefined> {
  if (credential.kind !== 'token') return undefined;
  const facts = await desk.inspectToken(credential.token);
  const expiresAtMs = facts.kind === 'jwt' ? facts.expiresAtMs : undefined;
  return expiresAtMs !== undefined && expiresAtMs <= desk.now() ? expiresAtMs : undefined;
}

/** Says what is wrong with one stream's credential, and lets the person go on with or without its campaigns. */
async function askWayOn(
  question: StreamQuestion,
  problem: string,
  more: readonly WayOn[],
  desk: BulkDesk,
): Promise<ResolvedCredential | undefined> {
  const { stream, shared } = question;
  const ways: readonly WayOn[] = [
    ...(shared === undefined ? [] : (['same'] as const)),
    ...more,
    more.includes('again') ? 'once' : 'other',
    'leaveOut',
  ];
  const answer = await askChoice<WayOn>({
    title: desk.reader.l10n.t('Stop Several SMS Campaigns'),
    placeholder: problem,
    choices: ways.map((way) => wayChoice(way, question, desk)),
  });
  const way = answer === undefined || answer === 'back' ? 'leaveOut' : answer.value;
  switch (way) {
    case 'same':
      // It is not kept for this stream, so removing what is kept does not concern it.
      return shared && { kind: 'found', credential: shared.sibling.credential, keep: 'once' };
    case 'other':
      return desk.ask.enterOnTrial(stream, desk.credentials, desk);
    case 'once':
      return desk.ask.enterOnce(stream, desk);
    case 'again':
      return resolveStream(question, desk);
    case 'leaveOut':
      return undefined;
  }
}

function wayChoice(way: WayOn, { stream, number, shared }: StreamQuestion, { reader }: BulkDesk): Choice<WayOn> {
  const { l10n } = reader;
  switch (way) {
    case 'same':
      return {
        value: way,
        label: l10n.t('Use the Credential of {name}', { name: quoted(shared?.of.name ?? '') }),
        detail: l10n.t('It is of the same account on the same host. For this stop only.'),
      };
    case 'other':
      return { value: way, label: l10n.t('Type a Credential for {name}…', { name: quoted(stream.name) }) };
    case 'once':
      return { value: way, label: l10n.t('Use Another Credential Once') };
    case 'again':
      return { value: way, label: l10n.t('Try Again') };
    case 'leaveOut':
      return {
        value: way,
        label:
          number === 1
            ? l10n.t('Leave Its Campaign Out')
            : l10n.t('Leave Its {count} Campaigns Out', { count: count(number, reader) }),
        detail: l10n.t('The others are still asked about before anything is sent.'),
      };
  }
}
