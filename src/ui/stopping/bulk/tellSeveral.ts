import { streamKey } from '../../../streams/streamKey.ts';
import { clock, count } from '../../../texts/format.ts';
import { campaignKey, type KnownCampaign } from '../../../texts/knownCampaign.ts';
import { standingOf } from '../../campaigns/standing.ts';
import { bulkReport, type ReportedResult } from '../../texts/bulkReport.ts';
import { bulkSummaryText, isOther, type BulkResult } from '../../texts/bulkSummaryText.ts';
import { toError } from '../../toError.ts';
import type { BulkDesk } from './bulkDesk.ts';
import type { Credentials } from './resolveStreams.ts';
import { stopSeveral } from './stopSeveral.ts';

/** Tells how several stops ended, in one message. Resolves when it is gone: never wait for it. */
export async function tellSeveral(
  results: readonly BulkResult[],
  credentials: Credentials,
  desk: BulkDesk,
): Promise<void> {
  const [only, ...others] = results;
  if (only === undefined) return;
  if (others.length === 0) {
    desk.tellOne(only);
    return;
  }
  try {
    await tell(results, credentials, desk);
  } catch (error: unknown) {
    desk.log.warn(`A button failed: ${toError(error).message}`);
  }
}

async function tell(results: readonly BulkResult[], credentials: Credentials, desk: BulkDesk): Promise<void> {
  const { l10n } = desk.reader;
  const { severity, sentence } = bulkSummaryText(results, desk.reader);
  const endedAtMs = Math.max(...results.map(({ outcome }) => Date.parse(outcome.finishedAt)));
  const others = results.filter(({ outcome }) => isOther(outcome));
  const retry =
    others.length === 1
      ? l10n.t('Retry the Other One')
      : l10n.t('Retry the Other {count}', { count: count(others.length, desk.reader) });
  const showEach = l10n.t('Show Each');
  const copy = l10n.t('Copy Summary');
  const buttons = [...(others.length === 0 ? [] : [retry]), showEach, copy];
  for (;;) {
    const choice = await desk.outlet[severity](sentence, ...buttons);
    if (choice === retry) await retryOthers(others, credentials, desk);
    else if (choice === showEach) await showEachOf(results, endedAtMs, desk);
    else if (choice === copy) await copySummaries(results, desk);
    // A button takes the message away, and with it the way to try the others again.
    if (choice === undefined || choice === retry || others.length === 0) return;
  }
}

/** What has become clear meanwhile is not stopped once more. */
async function retryOthers(others: readonly BulkResult[], credentials: Credentials, desk: BulkDesk): Promise<void> {
  const { board, outlet } = desk;
  const { l10n } = desk.reader;
  const left = others
    .map(({ campaign }) => board.find(campaign.stream, campaign.id))
    .filter((campaign) => !isAtRest(campaign));
  if (left.length === 0) {
    void outlet.info(l10n.t('Nothing to try again: Kore.ai says by now that none of them is sending.'));
    return;
  }
  await stopSeveral(left, desk, { again: true, credentials: typedOnce(others, credentials) });
}

function isAtRest(campaign: KnownCampaign): boolean {
  const kind = standingOf(campaign)?.kind;
  return kind === 'stopped' || kind === 'tooLate';
}

/** Credentials that are kept nowhere, unless Kore or this computer refused them. */
function typedOnce(others: readonly BulkResult[], credentials: Credentials): Credentials {
  const refused = new Set(
    others
      .filter(({ outcome: { reason = '' } }) => ofCredential.includes(reason))
      .map(({ campaign }) => streamKey(campaign.stream)),
  );
  return new Map([...credentials].filter(([key, { keep }]) => keep === 'once' && !refused.has(key)));
}

const ofCredential: readonly string[] = ['unauthorized', 'forbidden', 'tokenExpired', 'noCredential', 'badInput'];

async function showEachOf(results: readonly BulkResult[], endedAtMs: number, desk: BulkDesk): Promise<void> {
  const { reader, texts, documents } = desk;
  const reported = results.map((result): ReportedResult => {
    const { campaign, outcome, credential, checkingUntilMs } = result;
    const { sentence } = texts.outcomeText(outcome, campaign, credential, reader, checkingUntilMs);
    const noted = notedAs(result, desk);
    const later = (noted?.activity?.kind === 'ended' ? noted.activity.later : undefined) ?? [];
    const row =
      noted === undefined || later.length === 0
        ? {}
        : { now: texts.campaignRow(noted, desk.now(), reader).description };
    return { ...result, sentence, ...row };
  });
  const at = clock(endedAtMs, reader).replaceAll(':', '.');
  await documents.show(reader.l10n.t('Kore Stops {at}', { at }), bulkReport(reported, endedAtMs, reader));
}

/** The campaign as it is noted, where this is still how its last stop ended. */
function notedAs({ campaign, outcome }: BulkResult, { board }: BulkDesk): KnownCampaign | undefined {
  const key = campaignKey(campaign.stream, campaign.id);
  const noted = board.activities().find(({ stream, id }) => campaignKey(stream, id) === key);
  return noted?.activity?.kind === 'ended' && noted.activity.outcome === outcome ? noted : undefined;
}

/** The one sentence, and then each campaign's own summary. */
async function copySummaries(results: readonly BulkResult[], desk: BulkDesk): Promise<void> {
  const { reader, outlet } = desk;
  const each = results.map(({ campaign, outcome }) => desk.summaryOf(campaign, outcome));
  await outlet.copy([bulkSummaryText(results, reader).sentence, ...each].join('\n'));
  outlet.status(reader.l10n.t('Summary copied.'), 5000);
}
