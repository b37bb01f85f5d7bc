import type { ConfiguredCampaign, ConfiguredStream } from '../../../streams/stream.ts';
import { membersOf } from './formDraft.ts';

/** An entry of `kore.streams` as it is written. */
type Entry = Readonly<Record<string, unknown>>;

/** The entry of a stream that is new. */
export function newEntry({ campaigns, ...stream }: ConfiguredStream): Entry {
  return { ...stream, ...(campaigns.length === 0 ? {} : { campaigns }) };
}

/**
 * An entry after the form was saved: only what was changed in it is written anew. Members that the form does not know
 * stay, and so do campaigns that could not be read.
 */
export function editedEntry(entry: Entry, before: ConfiguredStream, after: ConfiguredStream): Entry {
  const changed: Record<string, unknown> = { ...entry };
  for (const key of ['name', 'host', 'accountId', 'streamId', 'iid', 'tier'] as const) {
    if (after[key] === before[key]) continue;
    if (after[key] === undefined) Reflect.deleteProperty(changed, key);
    else changed[key] = after[key];
  }
  if (JSON.stringify(after.campaigns) !== JSON.stringify(before.campaigns)) {
    changed.campaigns = editedCampaigns(entry.campaigns, before.campaigns, after.campaigns);
  }
  return changed;
}

function editedCampaigns(
  written: unknown,
  before: readonly ConfiguredCampaign[],
  after: readonly ConfiguredCampaign[],
): readonly unknown[] {
  const known = new Set(before.map(({ id }) => id));
  const wanted = new Map(after.map((one) => [one.id, one]));
  const kept = (Array.isArray(written) ? (written as unknown[]) : []).flatMap((row) => {
    const { id, name: oldName, ...others } = membersOf(row);
    const trimmed = typeof id === 'string' ? id.trim() : undefined;
    if (trimmed === undefined || !known.has(trimmed)) return [row];
    const now = wanted.get(trimmed);
    if (now === undefined) return [];
    wanted.delete(trimmed);
    const same = typeof oldName === 'string' && oldName.trim() === now.name;
    return [same ? row : { id, ...(now.name === undefined ? {} : { name: now.name }), ...others }];
  });
  return [...kept, ...wanted.values()];
}
