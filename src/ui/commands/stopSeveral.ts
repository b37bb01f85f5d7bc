import { checkCampaignId } from '../../streams/fields.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { streamsNamed } from '../../streams/streamsNamed.ts';
import { quoted } from '../../texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { selectedCampaigns } from '../campaignTree/selectedCampaigns.ts';
import { proofOfStops } from '../credentials/credentialProof.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import {
  enterMissing,
  enterOnce,
  enterOnTrial,
  findPatiently,
  resolveCredential,
} from '../credentials/resolveCredential.ts';
import type { BulkDesk } from '../stopping/bulk/index.ts';
import { listFailureRow } from '../texts/listFailureText.ts';
import { outcomeText } from '../texts/outcomeText.ts';
import { campaignRow } from '../texts/rowText.ts';
import { askStream, pickStream } from './askStream.ts';
import { summaryOf } from './copySummary.ts';
import { explainListFailure } from './refresh.ts';
import { settleTrial } from './settleTrial.ts';
import { stopAndTell, stopSmsCampaign, tell } from './stopSmsCampaign.ts';

/**
 * Stops the campaigns that are selected in the tree, with the row in it, or plain `{ stream, campaignIds }`; else asks
 * which.
 */
export async function stopSeveral(app: App, argument?: unknown, selection?: unknown): Promise<void> {
  const selected = selectedCampaigns(argument, selection);
  if (selected.length === 1 || app.board.streams().length === 0) {
    // Without a stream it says what is needed first.
    await stopSmsCampaign(app, argument);
    return;
  }
  const bulk = await import('../stopping/bulk/index.ts');
  const desk = deskOf(app);
  const campaigns =
    selected.length > 0
      ? selected
      : hasMember(argument, 'campaignIds')
        ? await campaignsOf(app, argument)
        : await bulk.pickSeveral(desk);
  if (campaigns === undefined) app.stopFlow.sayNothingSent();
  else await bulk.stopSeveral(campaigns, desk);
}

/** Stops all that sends or is about to in a stream: of its row, of plain `{ stream }`, or of the one that is asked for. */
export async function stopAllInStream(app: App, argument?: unknown): Promise<void> {
  if (app.board.streams().length === 0) {
    // It says what is needed first.
    await stopSmsCampaign(app);
    return;
  }
  const stream = isNode(argument, 'stream') ? argument.stream : await streamOf(app, argument);
  if (stream === undefined) return;
  const bulk = await import('../stopping/bulk/index.ts');
  await bulk.stopAllInStream(stream, deskOf(app));
}

function hasMember<K extends string>(value: unknown, key: K): value is Readonly<Record<K, unknown>> {
  return typeof value === 'object' && value !== null && (value as Partial<Record<K, unknown>>)[key] !== undefined;
}

/** The stream that is named. A name that fits several, or none, is never guessed at. */
function streamOf(app: App, argument: unknown): Promise<KnownStream | undefined> {
  const { l10n } = app.reader;
  const streams = app.board.streams();
  const name = hasMember(argument, 'stream') && typeof argument.stream === 'string' ? argument.stream : undefined;
  const named = streamsNamed(streams, name);
  const placeholder =
    name !== undefined && named.length === 0
      ? l10n.t('No stream is called {name}. In which one shall campaigns be stopped? You are asked first.', {
          name: quoted(name),
        })
      : l10n.t('In which stream shall campaigns be stopped? You are asked first.');
  // With one stream and another name the person says whether it is meant.
  if (named.length > 0 || name === undefined) return pickStream(app, named.length > 0 ? named : streams, placeholder);
  return askStream(app, streams, placeholder);
}

/** Of plain ids. One that cannot be a campaign's is told, and nothing is stopped. */
async function campaignsOf(
  app: App,
  argument: Readonly<Record<'campaignIds', unknown>>,
): Promise<readonly KnownCampaign[] | undefined> {
  const given: readonly unknown[] = Array.isArray(argument.campaignIds) ? argument.campaignIds : [argument.campaignIds];
  const ids: string[] = [];
  for (const one of given) {
    const id = checkCampaignId(one);
    if (!id.ok) {
      const { l10n } = app.reader;
      const problem = plainText(describeProblem(id.problem, l10n), 300);
      void app.outlet.error(l10n.t('NOT stopped: {problem} Nothing was sent.', { problem }));
      return undefined;
    }
    ids.push(id.value);
  }
  const stream = await streamOf(app, argument);
  return stream && ids.map((id) => app.board.find(stream, id));
}

function deskOf(app: App): BulkDesk {
  return {
    ...app,
    stopOne: (campaign, options) => stopAndTell(app, campaign, options),
    explainListFailure: (stream, failure) => void explainListFailure(app, { kind: 'listFailure', stream, failure }),
    summaryOf: (campaign, outcome) => summaryOf(app, campaign, outcome),
    tellOne: (result) => tell(app, result),
    ask: { describeCredential, enterMissing, enterOnce, enterOnTrial, findPatiently, resolveCredential },
    proofOfStops,
    settleTrial: (stream, used, outcomes) => void settleTrial(app, stream, used, outcomes, true),
    texts: { campaignRow, listFailureRow, outcomeText },
  };
}
