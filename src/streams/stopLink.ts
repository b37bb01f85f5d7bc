import { checkCampaignId, checkName, good, type Checked } from './fields.ts';

/** What a link into VS Code may name, and nothing more: never a host, a credential or an option. */
export interface StopLink {
  /** The name or the id of a configured stream. */
  readonly stream: string;
  readonly campaignId: string;
}

const path = '/stop';
const names = ['stream', 'campaign'] as const;

/**
 * Reads `/stop?stream=…&campaign=…`. Undefined for any other path, and for a link with a parameter that is unknown or
 * stands there twice: a link that wants more than to open the question is not followed half-way.
 */
export function readStopLink(link: { readonly path: string; readonly query: string }): Checked<StopLink> | undefined {
  const query = new URLSearchParams(link.query);
  const keys = [...query.keys()];
  const known = keys.every((key) => names.some((name) => name === key)) && new Set(keys).size === keys.length;
  if (link.path !== path || !known) return undefined;
  const stream = checkName('stream', query.get('stream'));
  if (!stream.ok) return stream;
  const campaignId = checkCampaignId(query.get('campaign'));
  return campaignId.ok ? good({ stream: stream.value, campaignId: campaignId.value }) : campaignId;
}

/** The path and query that `readStopLink` reads; ids and names are percent-encoded. */
export function writeStopLink({ stream, campaignId }: StopLink): string {
  return `${path}?stream=${encodeURIComponent(stream)}&campaign=${encodeURIComponent(campaignId)}`;
}
