import { quoted, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';

/** More names than this are a number. */
const mostNames = 3;

/** One message for stops that an earlier window left without a good end. */
export function unresolvedStopsText(
  stops: readonly { readonly campaign: Pick<KnownCampaign, 'name' | 'id'> }[],
  { l10n }: Reader,
): string {
  const names = stops.slice(0, mostNames).map(({ campaign }) => quoted(campaignLabel(campaign)));
  const more = stops.length - names.length;
  const list = more > 0 ? l10n.t('{names} and {more} more', { names: names.join(', '), more }) : names.join(', ');
  return stops.length === 1
    ? l10n.t('An earlier stop is not resolved: {list}. Treat it as still sending; its row says how it ended.', { list })
    : l10n.t(
        '{count} earlier stops are not resolved: {list}. Treat them as still sending; their rows say how they ended.',
        { count: stops.length, list },
      );
}
