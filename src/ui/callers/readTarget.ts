import { streamsNamed } from '../../streams/streamsNamed.ts';
import { quoted } from '../../texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import type { CallerDesk } from './callerDesk.ts';

/** A campaign, or the member that is wrong, with a sentence that names it. */
export type GivenTarget =
  | { readonly ok: true; readonly campaign: KnownCampaign }
  | { readonly ok: false; readonly field: 'stream' | 'campaignId' | 'target'; readonly sentence: string };

/**
 * Reads `{ stream, campaignId }` that a task, an extension or an assistant gave. Nothing else of it counts, and each
 * member is read once. A stream that fits several or none is never guessed at.
 */
export function readTarget(given: unknown, desk: CallerDesk): GivenTarget {
  const { l10n } = desk.reader;
  if (typeof given !== 'object' || given === null) {
    return { ok: false, field: 'target', sentence: l10n.t('What was given is no object with stream and campaignId.') };
  }
  const { stream: name, campaignId } = given as { stream?: unknown; campaignId?: unknown };
  const found = findStream(name, desk);
  if ('sentence' in found) return { ok: false, field: 'stream', sentence: found.sentence };
  const id = desk.checkCampaignId(campaignId);
  if (!id.ok) return { ok: false, field: 'campaignId', sentence: `campaignId: ${id.sentence}` };
  return { ok: true, campaign: desk.board.find(found.stream, id.value) };
}

/** The one stream of that name or stream id. */
export function findStream(
  given: unknown,
  { board, reader: { l10n } }: CallerDesk,
): { readonly stream: KnownStream } | { readonly sentence: string } {
  const wanted = typeof given === 'string' ? given.trim() : '';
  if (wanted === '') return { sentence: l10n.t('stream: a name or a stream id of kore.streams is missing.') };
  const [stream, ...more] = streamsNamed(board.streams(), wanted);
  const name = quoted(wanted);
  if (stream === undefined) return { sentence: l10n.t('stream: {name} is no stream of kore.streams.', { name }) };
  if (more.length === 0) return { stream };
  return {
    sentence: l10n.t('stream: several streams are called {name}. Give the stream id, or each a name of its own.', {
      name,
    }),
  };
}
