import { workspace } from 'vscode';

import type { StopOrder } from '../../stop/outcome.ts';
import type { Credential } from '../../streams/stream.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';

/** The stop of a campaign, with what the record keeps of it. `before` as `beforeOf` tells it. */
export function orderOf(
  { stream, id, name }: KnownCampaign,
  credential: Credential,
  before: Pick<StopOrder, 'before'>,
  operator = operatorName(),
): StopOrder {
  return {
    stream,
    campaignId: id,
    credential,
    ...before,
    about: {
      ...(name === undefined ? {} : { campaignName: name }),
      ...(stream.tier === undefined ? {} : { tier: stream.tier }),
      ...(operator === '' ? {} : { operator }),
    },
  };
}

/** Who stops, as this person wants to be named; empty where that is not set. */
export function operatorName(): string {
  const name: unknown = workspace.getConfiguration('kore').get('operatorName');
  return typeof name === 'string' ? name.trim() : '';
}
