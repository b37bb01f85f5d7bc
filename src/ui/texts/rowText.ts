import { describeProblem } from '../../streams/problemText.ts';
import type { SettingProblem } from '../../streams/streamSettings.ts';
import { campaignLabel, isFresh, knownState, type KnownCampaign } from '../campaigns/knownCampaign.ts';
import { lastRead } from '../campaigns/standing.ts';
import { isDocumentedState } from '../../kore/endpoints.ts';
import { endedRow, quietText } from './endedRow.ts';
import { ago, clock, count, quoted, stateLabel, tierLabel, type Reader } from './format.ts';
import { plainText } from './plainText.ts';
import { timerRow } from './timerText.ts';

/** The words of one row: what is seen, and what a screen reader says. */
export interface RowText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly accessible: string;
}

export function campaignRow(campaign: KnownCampaign, nowMs: number, reader: Reader): RowText {
  const { l10n } = reader;
  const label = plainText(campaignLabel(campaign));
  const state = campaignState(campaign, nowMs, reader);
  const description = [timerRow(campaign, reader), state].filter((one) => one !== undefined).join(' · ');
  const quiet = quietText(campaign, reader);
  return {
    label,
    description,
    tooltip: [
      label,
      `${plainText(campaign.stream.name)} (${tierLabel(campaign.stream, reader)})`,
      plainText(campaign.id, 200),
      description,
      ...(quiet === undefined ? [] : [quiet]),
      ...(campaign.listed === undefined || campaign.listed.contactLists.length === 0
        ? []
        : [l10n.t('To: {lists}', { lists: plainText(campaign.listed.contactLists.join(', '), 200) })]),
      ...(campaign.listed?.text === undefined
        ? []
        : [l10n.t('Text: {text}', { text: quoted(plainText(campaign.listed.text, 160)) })]),
      ...(campaign.listed?.recurring === true ? [l10n.t('Repeats: it can start again by itself')] : []),
    ].join('\n'),
    accessible: [label, description.replaceAll(' · ', ', '), tierLabel(campaign.stream, reader)].join(', '),
  };
}

/** What is known of a campaign in a few words; an outcome stays, and what was read after it goes first. */
export function campaignState(campaign: KnownCampaign, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const { activity } = campaign;
  if (activity?.kind === 'stopping') return stoppingState(activity, reader);
  const read = readState(campaign, nowMs, reader);
  if (activity === undefined) return read;
  const { outcome } = activity;
  const row = endedRow(activity, campaign, reader);
  const last = lastRead(activity.later);
  const readLater = (campaign.readAtMs ?? 0) > Date.parse(last?.at ?? outcome.finishedAt);
  const told = last?.state ?? outcome.state ?? (outcome.verdict === 'stopped' ? 'Stopped' : undefined);
  const differs = campaign.listed !== undefined && campaign.listed.state !== told;
  return readLater && differs ? l10n.t('now {state} · {before}', { state: read, before: row }) : row;
}

/** The time is of its first request, once that has left. */
function stoppingState(
  { sinceMs, sentAtMs }: Extract<KnownCampaign['activity'], { kind: 'stopping' }>,
  reader: Reader,
): string {
  const { l10n } = reader;
  return sentAtMs === undefined
    ? l10n.t('Stopping… since {at}', { at: clock(sinceMs, reader) })
    : l10n.t('Stopping… sent {at}', { at: clock(sentAtMs, reader) });
}

function readState(campaign: KnownCampaign, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const known = knownState(campaign);
  if (known === undefined) return l10n.t('state not read');
  const state = isDocumentedState(known.state)
    ? known.state
    : l10n.t('Kore.ai says {state}', { state: stateLabel(known.state) });
  if (!isFresh(known, nowMs)) return `${state} ${ago(nowMs - known.readAtMs, reader)}`;
  const sent = known.sent === undefined ? [] : [l10n.t('{sent} sent', { sent: count(known.sent, reader) })];
  return [state, ...sent, clock(known.readAtMs, reader)].join(' · ');
}

/** What is wrong with one entry of the setting. */
export function settingProblemRow(found: SettingProblem, reader: Reader): RowText {
  const { l10n } = reader;
  const problem = describeProblem(found.problem, l10n);
  const entry = (found.entry ?? 0) + 1;
  const where =
    found.entry === undefined
      ? 'kore.streams'
      : found.campaign === undefined
        ? l10n.t('Entry {entry} of kore.streams', { entry })
        : l10n.t('Campaign {campaign} in entry {entry} of kore.streams', { entry, campaign: found.campaign + 1 });
  const named = found.name === undefined ? where : `${where} (${plainText(found.name)})`;
  return {
    label: `${named}: ${plainText(problem, 200)}`,
    description: l10n.t('Open Setting'),
    tooltip: `${named}: ${plainText(problem, 300)}\n${l10n.t('The other streams work. Enter opens the setting.')}`,
    accessible: l10n.t('{problem} Enter opens the setting.', { problem: `${named}: ${plainText(problem, 200)}` }),
  };
}
