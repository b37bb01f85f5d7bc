import type { LaterFact } from '../../stop/laterFact.ts';
import { clock, count, quoted, stateLabel, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';

type Read = Extract<LaterFact, { kind: 'read' }>;

/** What is told without being asked, because it was learnt after the answer. */
export interface LaterText {
  /** Information fades and Do Not Disturb hides it: only for what needs nobody. */
  readonly severity: 'info' | 'error';
  readonly sentence: string;
}

/** A stop that was not confirmed turned out to be one, or to have come too late. */
export function clearedText(campaign: KnownCampaign, read: Read, reader: Reader): LaterText {
  const { l10n } = reader;
  const facts = { ...names(campaign, reader), at: clock(Date.parse(read.at), reader) };
  return read.state === 'Stopped'
    ? {
        severity: 'info',
        sentence: l10n.t('Stopped: {name} ({tier}). Kore.ai says Stopped ({at}), read after the answer.', facts),
      }
    : {
        severity: 'error',
        sentence: l10n.t(
          'Too late: {name} ({tier}) has run to its end (Kore.ai says Completed, read {at} after the answer).',
          facts,
        ),
      };
}

/** Kore's counter went on after the stop. */
export function grownText(
  campaign: KnownCampaign,
  growth: { readonly since: string; readonly from: number; readonly at: string; readonly to: number },
  reader: Reader,
): string {
  return reader.l10n.t(
    'Still counting: {name} ({tier}) had {from} sent at {since} and {to} at {at}, after the stop. Texts handed to the carrier before it can be counted late; if the number keeps rising, stop again.',
    {
      ...names(campaign, reader),
      from: count(growth.from, reader),
      since: clock(Date.parse(growth.since), reader),
      to: count(growth.to, reader),
      at: clock(Date.parse(growth.at), reader),
    },
  );
}

/** A campaign that Kore had said to be stopped (an ISO time) goes on. */
export function sendingAgainText(campaign: KnownCampaign, stoppedAt: string, read: Read, reader: Reader): string {
  return reader.l10n.t(
    'SENDING AGAIN: {name} ({tier}). Kore.ai says {state} at {at}; it had said Stopped at {stoppedAt}.',
    {
      ...names(campaign, reader),
      state: stateLabel(read.state),
      at: clock(Date.parse(read.at), reader),
      stoppedAt: clock(Date.parse(stoppedAt), reader),
    },
  );
}

/** Stopped, but its schedule can start it again. */
export function restartsText(campaign: KnownCampaign, stoppedAt: string, reader: Reader): string {
  return reader.l10n.t(
    'Stopped for now: {name} ({tier}). Kore.ai says Stopped ({at}); it is scheduled or repeats and can start again by itself.',
    { ...names(campaign, reader), at: clock(Date.parse(stoppedAt), reader) },
  );
}

function names(campaign: KnownCampaign, reader: Reader): { name: string; tier: string } {
  return { name: quoted(campaignLabel(campaign)), tier: tierLabel(campaign.stream, reader) };
}
