import { ProgressLocation, window } from 'vscode';

import type { ManyOptions, StopOutcome, StopStep } from '../../../stop/index.ts';
import { streamKey } from '../../../streams/streamKey.ts';
import { count } from '../../../texts/format.ts';
import type { KnownCampaign } from '../../../texts/knownCampaign.ts';
import type { ResolvedCredential } from '../../credentials/resolveCredential.ts';
import { bulkProgressText, type BulkResult } from '../../texts/bulkSummaryText.ts';
import type { UsedCredential } from '../../texts/reasonFacts.ts';
import { checkingUntil } from '../afterPlan.ts';
import { orderOf } from '../orderOf.ts';
import { beforeOf } from '../readMeanwhile.ts';
import type { BulkDesk } from './bulkDesk.ts';
import { bulkNews } from './bulkNews.ts';
import type { Credentials } from './resolveStreams.ts';

/** A campaign that is to be stopped, with what signs. */
interface Target {
  readonly campaign: KnownCampaign;
  readonly credential: ResolvedCredential;
}

/**
 * Stops campaigns that were agreed to, each row telling its own stop, with one progress for all. What looks after each
 * of them begins when all have ended: until then the account's requests are for the stops.
 */
export async function sendSeveral(
  campaigns: readonly KnownCampaign[],
  credentials: Credentials,
  desk: BulkDesk,
): Promise<readonly BulkResult[]> {
  const targets = campaigns.flatMap((campaign) => {
    const credential = credentials.get(streamKey(campaign.stream));
    return credential === undefined ? [] : [{ campaign, credential }];
  });
  for (const { campaign } of targets) desk.afterStop.end(campaign);
  const joined = new Set<number>();
  const outcomes = await withProgress(targets, joined, desk);
  const described = await describeEach(targets, outcomes, desk);
  const results = targets.flatMap(({ campaign, credential }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) return [];
    const untilMs = checkingUntil(outcome, campaign.stream);
    const used = described.get(credential);
    return [
      {
        campaign,
        outcome,
        signedWith: credential,
        ...(joined.has(index) ? { joined: true } : {}),
        ...(used === undefined ? {} : { credential: used }),
        ...(untilMs === undefined ? {} : { checkingUntilMs: untilMs }),
      },
    ];
  });
  // The message of a single stop counts on being followed by the others of it.
  const hear = targets.length === 1 ? undefined : bulkNews(desk);
  targets.forEach(({ campaign, credential }, index) => {
    const outcome = outcomes[index];
    if (outcome !== undefined) desk.afterStop.begin({ campaign, outcome, credential }, [], hear);
  });
  return results;
}

async function withProgress(
  targets: readonly Target[],
  joined: Set<number>,
  desk: BulkDesk,
): Promise<readonly StopOutcome[]> {
  const { l10n } = desk.reader;
  const facts = { count: count(targets.length, desk.reader) };
  const practice = targets.every(({ campaign }) => campaign.stream.practice === true);
  const title = practice
    ? l10n.t('PRACTICE: stopping {count} campaigns', facts)
    : targets.length === 1
      ? l10n.t('Stopping 1 campaign')
      : l10n.t('Stopping {count} campaigns', facts);
  const online = await desk.online();
  const stopMany = practice ? online.stopManyPracticeCampaigns : online.stopManySmsCampaigns;
  const orders = targets.map(({ campaign, credential }) =>
    orderOf(campaign, credential.credential, beforeOf(campaign, undefined, desk.now())),
  );
  const where = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(where, (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const report = (message: string): void => progress.report({ message });
    return stopMany(orders, { signal: cancel.signal, ...listeners(targets, joined, report, desk) });
  });
}

/** What each step and each end changes in the rows and in the progress; `joined` gets those that were on their way. */
function listeners(
  targets: readonly Target[],
  joined: Set<number>,
  report: (message: string) => void,
  { board, reader }: BulkDesk,
): Pick<ManyOptions, 'onProgress' | 'onOutcome'> {
  const ended: StopOutcome[] = [];
  const sent = new Set<number>();
  const tell = (): void => report(bulkProgressText(targets.length, ended, sent.size, reader));
  tell();
  return {
    onProgress: (index: number, step: StopStep) => {
      const target = targets[index];
      if (target === undefined || sent.has(index) || (step.kind !== 'sending' && step.kind !== 'joined')) return;
      sent.add(index);
      if (step.kind === 'joined') joined.add(index);
      // One that is on its way already has told its row itself.
      if (step.kind === 'sending') {
        board.noteStopping(target.campaign);
        board.noteSent(target.campaign, step.atMs);
      }
      tell();
    },
    onOutcome: (index: number, outcome: StopOutcome) => {
      const target = targets[index];
      if (target === undefined) return;
      ended.push(outcome);
      board.noteOutcome(target.campaign, outcome);
      tell();
    },
  };
}

/** Each credential as it may be told: one that works is on trial no longer. */
async function describeEach(
  targets: readonly Target[],
  outcomes: readonly StopOutcome[],
  desk: BulkDesk,
): Promise<ReadonlyMap<ResolvedCredential, UsedCredential>> {
  const credentials = [...new Set(targets.map(({ credential }) => credential))];
  const described = credentials.map(async (one) => {
    const { onTrial, ...kept } = one;
    const works =
      onTrial !== undefined &&
      desk.proofOfStops(outcomes.filter((_, index) => targets[index]?.credential === one)) === 'works';
    return [one, await desk.ask.describeCredential(works ? kept : one, desk)] as const;
  });
  return new Map(await Promise.all(described));
}
