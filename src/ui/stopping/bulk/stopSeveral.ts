import { streamKey } from '../../../streams/streamKey.ts';
import { count } from '../../../texts/format.ts';
import { campaignKey, isFresh, type KnownCampaign, type KnownStream } from '../../../texts/knownCampaign.ts';
import { askChoice, type Choice } from '../../quickInput.ts';
import type { BulkDesk } from './bulkDesk.ts';
import { confirmSeveral } from './confirmSeveral.ts';
import { resolveStreams, type Credentials } from './resolveStreams.ts';
import { sendSeveral } from './sendSeveral.ts';
import { settleTrials } from './settleTrials.ts';
import { tellSeveral } from './tellSeveral.ts';

export interface SeveralOptions {
  /** Another try for campaigns that were agreed to: within two minutes of the yes nothing is asked. */
  readonly again?: boolean;
  /** In place of what is stored, by `streamKey`. */
  readonly credentials?: Credentials;
}

/**
 * Credentials, confirmation, progress, one summary: the one way that several stops at once take. False when the person
 * gave up before anything was sent.
 */
export async function stopSeveral(
  given: readonly KnownCampaign[],
  desk: BulkDesk,
  options: SeveralOptions = {},
): Promise<boolean> {
  const { stopFlow } = desk;
  const { again = false } = options;
  const credentials: Credentials = options.credentials ?? new Map();
  const campaigns = await oneKind(unique(given), desk);
  const [first, second] = campaigns ?? [];
  if (campaigns === undefined || first === undefined) {
    stopFlow.sayNothingSent();
    return false;
  }
  if (second === undefined) {
    const credential = credentials.get(streamKey(first.stream));
    const one = { alwaysConfirm: !again, ...(credential === undefined ? {} : { credential }) };
    return (await desk.stopOne(first, one)) !== undefined;
  }
  const resolved = await resolveStreams(campaigns, credentials, desk);
  if (resolved.campaigns.length === 0) {
    stopFlow.sayNothingSent();
    return false;
  }
  const agreed =
    again && resolved.leftOut.length === 0 && resolved.campaigns.every((one) => stopFlow.wasAgreedLately(one));
  if (!agreed) readOldLists(resolved.campaigns, desk);
  if (!agreed && !(await confirmSeveral(resolved.campaigns, resolved.leftOut, desk))) {
    stopFlow.sayNothingSent();
    settleTrials(resolved.campaigns, resolved.credentials, desk);
    return false;
  }
  // A try without a question does not lengthen the yes that it stands on.
  if (!agreed) for (const campaign of resolved.campaigns) stopFlow.noteAgreed(campaign);
  stopFlow.forgetNothingSent();
  const targets = resolved.campaigns.map((campaign) => asKnownNow(campaign, desk));
  const results = await sendSeveral(targets, resolved.credentials, desk);
  // The message of a single one settles it.
  if (results.length > 1) settleTrials(targets, resolved.credentials, desk, results);
  // Never waited for: a message can stay for hours.
  void tellSeveral(results, resolved.credentials, desk);
  return true;
}

function unique(campaigns: readonly KnownCampaign[]): readonly KnownCampaign[] {
  return [...new Map(campaigns.map((one) => [campaignKey(one.stream, one.id), one])).values()];
}

/** Practice and real campaigns are never stopped together: one question cannot be true of both. */
async function oneKind(
  campaigns: readonly KnownCampaign[],
  desk: BulkDesk,
): Promise<readonly KnownCampaign[] | undefined> {
  const { l10n } = desk.reader;
  const practice = campaigns.filter(({ stream }) => stream.practice === true);
  const real = campaigns.filter(({ stream }) => stream.practice !== true);
  if (practice.length === 0 || real.length === 0) return campaigns;
  const choices: readonly Choice<readonly KnownCampaign[]>[] = [
    {
      value: real,
      label:
        real.length === 1
          ? l10n.t('The 1 Real Campaign')
          : l10n.t('The {count} Real Campaigns', { count: count(real.length, desk.reader) }),
      detail: l10n.t('You are asked before anything is sent.'),
    },
    {
      value: practice,
      label:
        practice.length === 1
          ? l10n.t('PRACTICE: the 1 Campaign of the Simulator')
          : l10n.t('PRACTICE: the {count} Campaigns of the Simulator', { count: count(practice.length, desk.reader) }),
      detail: l10n.t('Nothing real is sending and nothing real will be stopped.'),
    },
  ];
  const answer = await askChoice({
    title: l10n.t('Stop Several SMS Campaigns'),
    placeholder: l10n.t('Practice and real campaigns are not stopped together. Which ones?'),
    choices,
  });
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}

/** Lists that are old are read while the question is up; no stop waits for them. */
function readOldLists(campaigns: readonly KnownCampaign[], desk: BulkDesk): void {
  const streams = new Map<string, KnownStream>();
  for (const { stream, readAtMs } of campaigns) {
    if (readAtMs === undefined || !isFresh({ readAtMs }, desk.now())) streams.set(streamKey(stream), stream);
  }
  for (const stream of [...streams.values()].slice(0, mostLists)) void desk.board.refreshFirstPage(stream);
}

const mostLists = 5;

/** With what a list told of it while the question was up. */
function asKnownNow(campaign: KnownCampaign, { board }: BulkDesk): KnownCampaign {
  const known = board.find(campaign.stream, campaign.id);
  const newer = (known.readAtMs ?? -Infinity) > (campaign.readAtMs ?? -Infinity);
  return {
    ...campaign,
    ...(newer ? known : {}),
    ...(known.activity === undefined ? {} : { activity: known.activity }),
  };
}
