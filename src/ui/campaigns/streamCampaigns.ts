import {
  freshForMs,
  isFresh,
  knownState,
  rankOf,
  type Activity,
  type KnownCampaign,
  type KnownStream,
} from '../../texts/knownCampaign.ts';
import type { ReadRow } from './pagedList.ts';
import type { Pace } from './speed.ts';

/** What is known of a stream's campaigns, from wherever. */
export interface CampaignSources {
  readonly stream: KnownStream;
  readonly rows: ReadonlyMap<string, ReadRow>;
  readonly paces: ReadonlyMap<string, Pace>;
  /** What this window stopped or is stopping, by campaign id. */
  readonly noted: ReadonlyMap<string, { readonly campaign: KnownCampaign; readonly activity: Activity }>;
  /** Those with a safety timer, by campaign id. */
  readonly timed: ReadonlyMap<string, { readonly campaign: KnownCampaign; readonly dueAtMs: number }>;
}

/** The campaigns of a stream at one time. */
export interface StreamCampaigns {
  /** Each once: what was acted upon, what sends, what is about to, what was not read lately, what is at rest. */
  readonly shown: readonly KnownCampaign[];
  readonly byId: ReadonlyMap<string, KnownCampaign>;
  /** How many send now, by a reading that is fresh. */
  readonly sending: number;
  /** When time alone makes it another one, and the time it was made: it holds between the two. */
  readonly madeAtMs: number;
  readonly holdsUntilMs: number;
}

/**
 * Puts together what is configured, listed and acted upon. Within a place the order is that of the list, so that a row
 * moves only when its state does. A campaign of which nothing has changed stays the same object as `before`.
 */
export function streamCampaigns(sources: CampaignSources, nowMs: number, before?: StreamCampaigns): StreamCampaigns {
  const places: readonly KnownCampaign[][] = [[], [], [], [], []];
  let sending = 0;
  let holdsUntilMs = Infinity;
  const byId = collect(sources, before?.byId);
  for (const campaign of byId.values()) {
    const known = knownState(campaign);
    const place = rankOf(known, nowMs);
    if (place === 0) sending += 1;
    places[campaign.activity === undefined ? place + 1 : 0]?.push(campaign);
    if (known !== undefined && isFresh(known, nowMs)) {
      holdsUntilMs = Math.min(holdsUntilMs, known.readAtMs + freshForMs);
    }
  }
  return { shown: places.flat(), byId, sending, madeAtMs: nowMs, holdsUntilMs };
}

/** True while no time has passed that changes the order or the count. */
export function holds({ madeAtMs, holdsUntilMs }: StreamCampaigns, nowMs: number): boolean {
  return nowMs >= madeAtMs && nowMs < holdsUntilMs;
}

/** One campaign as it is known, also one of which nothing is; without putting all of its stream together. */
export function oneCampaign(id: string, sources: CampaignSources, before: StreamCampaigns | undefined): KnownCampaign {
  const { stream, noted, timed } = sources;
  const configured = new Map(stream.campaigns.filter((one) => one.id === id).map(({ name }) => [id, name]));
  const acted = (noted.get(id) ?? timed.get(id))?.campaign;
  return campaignOf(id, sources, { acted, configured, before: before?.byId.get(id) });
}

function collect(
  sources: CampaignSources,
  before: ReadonlyMap<string, KnownCampaign> | undefined,
): ReadonlyMap<string, KnownCampaign> {
  const { stream, rows, noted, timed } = sources;
  const configured = new Map(stream.campaigns.map(({ id, name }) => [id, name]));
  const found = new Map<string, KnownCampaign>();
  const add = (id: string, acted?: KnownCampaign): void => {
    if (!found.has(id)) found.set(id, campaignOf(id, sources, { acted, configured, before: before?.get(id) }));
  };
  for (const [id, { campaign }] of new Map<string, { readonly campaign: KnownCampaign }>([...timed, ...noted])) {
    add(id, campaign);
  }
  for (const id of rows.keys()) add(id);
  for (const id of configured.keys()) add(id);
  return found;
}

interface Beside {
  /** As it was known when it was acted upon. */
  readonly acted: KnownCampaign | undefined;
  /** Names by id. */
  readonly configured: ReadonlyMap<string, string | undefined>;
  readonly before: KnownCampaign | undefined;
}

/** One campaign; the one of before where it is the same, which is nearly always so. */
function campaignOf(
  id: string,
  { stream, rows, paces, noted, timed }: CampaignSources,
  { acted, configured, before }: Beside,
): KnownCampaign {
  const row = rows.get(id);
  // What was read of it before the stop counts as long as no list tells more.
  const ofBefore = (acted?.readAtMs ?? -Infinity) > (row?.readAtMs ?? -Infinity);
  const listed = ofBefore ? acted?.listed : row?.listed;
  const readAtMs = ofBefore ? acted?.readAtMs : row?.readAtMs;
  const name = configured.get(id) ?? (row === undefined || row.listed.name === '' ? acted?.name : row.listed.name);
  const isConfigured = configured.has(id);
  const perMinute = row === undefined ? undefined : paces.get(id)?.perMinute;
  const activity = noted.get(id)?.activity;
  const stopsAtMs = timed.get(id)?.dueAtMs;
  if (
    before?.stream === stream &&
    before.name === name &&
    before.configured === isConfigured &&
    before.listed === listed &&
    before.readAtMs === readAtMs &&
    before.perMinute === perMinute &&
    before.activity === activity &&
    before.stopsAtMs === stopsAtMs
  ) {
    return before;
  }
  return {
    stream,
    id,
    configured: isConfigured,
    ...(name === undefined ? {} : { name }),
    ...(listed === undefined || readAtMs === undefined ? {} : { listed, readAtMs }),
    ...(perMinute === undefined ? {} : { perMinute }),
    ...(activity === undefined ? {} : { activity }),
    ...(stopsAtMs === undefined ? {} : { stopsAtMs }),
  };
}
