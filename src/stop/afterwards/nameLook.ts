import type { Access } from '../../kore/access.ts';
import type { KorePorts } from '../../kore/caller.ts';
import { getSmsCampaign, listCampaigns, mayHaveMore, type ReadFailure } from '../../kore/campaigns.ts';
import type { ListedCampaign } from '../../kore/replies.ts';
import { rowsOfPage } from '../../kore/rowsOfPage.ts';

const mostPages = 10;
const readTimeoutMs = 15_000;

/** Another campaign that Kore may find by the same name. */
export interface Namesake {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly type: 'sms' | 'voice';
}

/** What was found of a campaign's name: Kore turns a schedule off by name, SMS or voice. */
export interface NameLook {
  readonly kind: 'looked';
  readonly campaignId: string;
  /** As Kore has it. */
  readonly name: string;
  readonly namesakes: readonly Namesake[];
  /** False when there are more campaigns than were looked at, or some rows could not be read. */
  readonly sawAll: boolean;
  /** Milliseconds since 1970. */
  readonly lookedAtMs: number;
}

export type NameLookResult =
  | NameLook
  /** Kore tells no name of this campaign, or one that no address can carry. */
  | { readonly kind: 'noName' }
  | ReadFailure;

/**
 * Finds the campaign's name as Kore has it, and who else has it, on at most 10 pages of SMS and 10 of voice campaigns.
 * Kore keeps names in lower case too, so two that differ in case only are taken for the same. Never rejects.
 */
export async function lookForName(
  access: Access,
  campaignId: string,
  ports: KorePorts,
  signal?: AbortSignal,
): Promise<NameLookResult> {
  const sms = await readPages(access, 'sms', ports, signal);
  if (sms.kind === 'failed') return sms;
  const name = await nameOf(access, campaignId, sms.rows, ports, signal);
  if (typeof name !== 'string') return name;
  // A name with half a character cannot be put into an address.
  if (name.trim() === '' || /\p{Cs}/u.test(name)) return { kind: 'noName' };
  const voice = await readPages(access, 'voice', ports, signal);
  if (voice.kind === 'failed') return voice;
  const namesakes = [sms, voice].flatMap(({ type, rows }) =>
    rows
      .filter((row) => row.id !== campaignId && sameName(row.name, name))
      .map(({ id, name: itsName, state }) => ({ id, name: itsName, state, type })),
  );
  const sawAll = sms.sawAll && voice.sawAll;
  return { kind: 'looked', campaignId, name, namesakes, sawAll, lookedAtMs: ports.now() };
}

async function nameOf(
  access: Access,
  campaignId: string,
  rows: readonly ListedCampaign[],
  ports: KorePorts,
  signal: AbortSignal | undefined,
): Promise<string | ReadFailure> {
  const row = rows.find((one) => one.id === campaignId);
  if (row !== undefined) return row.name;
  const read = await getSmsCampaign(access, campaignId, ports, optionsWith(signal));
  return read.kind === 'failed' ? read : read.name;
}

interface Pages {
  readonly kind: 'pages';
  readonly type: 'sms' | 'voice';
  readonly rows: readonly ListedCampaign[];
  readonly sawAll: boolean;
}

async function readPages(
  access: Access,
  type: Pages['type'],
  ports: KorePorts,
  signal: AbortSignal | undefined,
): Promise<Pages | ReadFailure> {
  const rows: ListedCampaign[] = [];
  let everyRowRead = true;
  for (let index = 0; index < mostPages; index += 1) {
    const page = await listCampaigns(access, ports, { ...optionsWith(signal), type, skip: index * rowsOfPage });
    if (page.kind === 'failed') return page;
    rows.push(...page.campaigns);
    everyRowRead &&= page.oddities.length === 0;
    if (!mayHaveMore(page)) return { kind: 'pages', type, rows, sawAll: everyRowRead };
  }
  return { kind: 'pages', type, rows, sawAll: false };
}

function optionsWith(signal: AbortSignal | undefined): { timeoutMs: number; lane: 'list'; signal?: AbortSignal } {
  return { timeoutMs: readTimeoutMs, lane: 'list', ...(signal === undefined ? {} : { signal }) };
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
