import {
  freshForMs,
  isFresh,
  knownState,
  rank,
  type Activity,
  type KnownCampaign,
  type KnownStream,
} from './knownCampaign.ts';
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
  const byId = new Map<string, KnownCampaign>();
  for (const campaign of collect(sources)) {
    const known = before?.byId.get(campaign.id);
    byId.set(campaign.id, known !== undefined && isSame(known, campaign) ? known : campaign);
  }
  const places: readonly KnownCampaign[][] = [[], [], [], [], []];
  let sending = 0;
  let holdsUntilMs = Infinity;
  for (const campaign of byId.values()) {
    const place = rank(campaign, nowMs);
    if (place === 0) sending += 1;
    places[campaign.activity === undefined ? place + 1 : 0]?.push(campaign);
    const known = knownState(campaign);
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

function* collect({ stream, rows, paces, noted, timed }: CampaignSources): Iterable<KnownCampaign> {
  const configured = new Map(stream.campaigns.map((one) => [one.id, one]));
  const told = new Set<string>();
  const known = (id: string, first: Pick<KnownCampaign, 'name'>): KnownCampaign => {
    told.add(id);
    const row = rows.get(id);
    const name =
      configured.get(id)?.name ?? (row === undefined || row.listed.name === '' ? first.name : row.listed.name);
    const perMinute = row === undefined ? undefined : paces.get(id)?.perMinute;
    const activity = noted.get(id)?.activity;
    const stopsAtMs = timed.get(id)?.dueAtMs;
    return {
      stream,
      id,
      configured: configured.has(id),
      ...(name === undefined ? {} : { name }),
      ...(row === undefined ? {} : { listed: row.listed, readAtMs: row.readAtMs }),
      ...(perMinute === undefined ? {} : { perMinute }),
      ...(activity === undefined ? {} : { activity }),
      ...(stopsAtMs === undefined ? {} : { stopsAtMs }),
    };
  };
  for (const [id, { campaign }] of new Map<string, { readonly campaign: KnownCampaign }>([...timed, ...noted])) {
    const { listed, readAtMs } = campaign;
    const one = known(id, campaign);
    // What was read of it before the stop counts as long as no list tells more.
    const newer = listed !== undefined && readAtMs !== undefined && readAtMs > (one.readAtMs ?? -Infinity);
    yield newer ? { ...one, listed, readAtMs } : one;
  }
  for (const id of rows.keys()) if (!told.has(id)) yield known(id, {});
  for (const id of configured.keys()) if (!told.has(id)) yield known(id, {});
}

const compared = ['stream', 'name', 'configured', 'listed', 'readAtMs', 'perMinute', 'activity', 'stopsAtMs'] as const;

function isSame(one: KnownCampaign, other: KnownCampaign): boolean {
  return compared.every((member) => one[member] === other[member]);
}
