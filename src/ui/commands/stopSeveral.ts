import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { selectedCampaigns } from '../campaignTree/selectedCampaigns.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import { enterMissing, enterOnce, findPatiently, resolveCredential } from '../credentials/resolveCredential.ts';
import type { BulkDesk } from '../stopping/bulk/index.ts';
import { listFailureRow } from '../texts/listFailureText.ts';
import { outcomeText } from '../texts/outcomeText.ts';
import { campaignRow } from '../texts/rowText.ts';
import { summaryOf } from './copySummary.ts';
import { explainListFailure } from './refresh.ts';
import { stopAndTell, stopSmsCampaign, tell } from './stopSmsCampaign.ts';
import { pickStream } from './askStream.ts';

/** Stops the campaigns that are selected in the tree, with the row in it; else asks which. */
export async function stopSeveral(app: App, argument?: unknown, selection?: unknown): Promise<void> {
  const selected = selectedCampaigns(argument, selection);
  if (selected.length === 1) {
    await stopSmsCampaign(app, argument);
    return;
  }
  const bulk = await import('../stopping/bulk/index.ts');
  const desk = deskOf(app);
  const campaigns = selected.length > 0 ? selected : await bulk.pickSeveral(desk);
  if (campaigns === undefined) app.stopFlow.sayNothingSent();
  else await bulk.stopSeveral(campaigns, desk);
}

/** Stops all that sends or is about to in a stream: of its row, or of the one that is asked for. */
export async function stopAllInStream(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const streams = app.board.streams();
  if (streams.length === 0) {
    // It says what is needed first.
    await stopSmsCampaign(app);
    return;
  }
  const stream = isNode(argument, 'stream')
    ? argument.stream
    : await pickStream(
        app,
        streams,
        l10n.t('In which stream shall all that is running be stopped? You are asked first.'),
      );
  if (stream === undefined) return;
  const bulk = await import('../stopping/bulk/index.ts');
  await bulk.stopAllInStream(stream, deskOf(app));
}

function deskOf(app: App): BulkDesk {
  return {
    ...app,
    stopOne: (campaign, options) => stopAndTell(app, campaign, options),
    explainListFailure: (stream, failure) => void explainListFailure(app, { kind: 'listFailure', stream, failure }),
    summaryOf: (campaign, outcome) => summaryOf(app, campaign, outcome),
    tellOne: (result) => tell(app, result),
    ask: { describeCredential, enterMissing, enterOnce, findPatiently, resolveCredential },
    texts: { campaignRow, listFailureRow, outcomeText },
  };
}
