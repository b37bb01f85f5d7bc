import { isProduction } from '../../streams/stream.ts';
import type { KnownCampaign } from '../campaigns/knownCampaign.ts';
import { shortClock, type Reader } from './format.ts';

/** When the campaign's safety timer stops it, for its row; nothing where none waits, or its stop is on its way. */
export function timerRow(
  { stream, activity, stopsAtMs }: Pick<KnownCampaign, 'stream' | 'activity' | 'stopsAtMs'>,
  reader: Reader,
): string | undefined {
  if (stopsAtMs === undefined || activity?.kind === 'stopping') return undefined;
  const at = shortClock(stopsAtMs, reader);
  // The tier was changed since it was set.
  if (stream.practice !== true && isProduction(stream.tier))
    return reader.l10n.t('Timer asks at {at}, as this is production', { at });
  return reader.l10n.t('Stops by itself at {at}', { at });
}
