import type { Online } from '../../online.ts';
import type { CheckedNow } from '../../stop/afterwards/index.ts';
import type { Credential } from '../../streams/stream.ts';
import { isFresh, knownState, stateBefore, type KnownCampaign } from '../../texts/knownCampaign.ts';

type Read = Extract<CheckedNow, { kind: 'read' }>;

/** A reading that nobody waits for. */
export interface MeanwhileRead {
  /** What was read by now, if it was; nothing more is read then. */
  take(): Read | undefined;
}

/** Reads state and count while the question is on the screen. */
export function readMeanwhile(
  campaign: KnownCampaign,
  credential: Credential,
  online: () => Promise<Online>,
): MeanwhileRead {
  const over = new AbortController();
  let found: Read | undefined;
  const reading = async (): Promise<void> => {
    const checked = await (await online()).checkNow(campaign.stream, credential, campaign.id, over.signal);
    if (checked.kind === 'read') found = checked;
  };
  // A stop does not need it: where it fails, what was known before is told.
  reading().catch(() => undefined);
  return {
    take: () => {
      if (found === undefined) over.abort();
      return found;
    },
  };
}

/** The campaign with what was read of it just now. */
export function withRead(campaign: KnownCampaign, read: Read | undefined): KnownCampaign {
  if (read?.row === undefined) return campaign;
  const { fact, row } = read;
  const name = campaign.name ?? (row.name === '' ? undefined : row.name);
  return {
    ...campaign,
    ...(name === undefined ? {} : { name }),
    listed: { ...row, state: fact.state },
    readAtMs: Date.parse(fact.at),
  };
}

/** What was known before a stop, for the outcome and the journal: only a reading that is not old. */
export function beforeOf(
  campaign: KnownCampaign,
  read: Read | undefined,
  nowMs: number,
): { before?: { state: string; readAt: string; sent?: number } } {
  if (read !== undefined) {
    const { state, at, sent } = read.fact;
    return { before: { state, readAt: at, ...(sent === undefined ? {} : { sent }) } };
  }
  const known = knownState(campaign);
  if (known === undefined || !isFresh(known, nowMs)) return {};
  return { before: stateBefore(known) };
}
