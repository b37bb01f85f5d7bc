import { campaignKey } from '../../../texts/knownCampaign.ts';
import { bulkNewsText } from '../../texts/bulkNewsText.ts';
import { toError } from '../../toError.ts';
import type { StopNews } from '../afterStop.ts';
import type { BulkDesk } from './bulkDesk.ts';
import { stopSeveral } from './stopSeveral.ts';

/** What is learnt of campaigns that were stopped together comes within this long of each other. */
const gatherMs = 15_000;

/** Hears what is learnt of each of several stops after their summary, and tells it together: one message, no shower. */
export function bulkNews(desk: BulkDesk): (news: StopNews) => void {
  let gathered: StopNews[] = [];
  const tell = (): void => {
    const news = gathered;
    gathered = [];
    const [only, ...others] = news;
    if (only !== undefined && others.length === 0) desk.afterStop.show(only);
    else {
      tellTogether(news, desk).catch((error: unknown) => {
        desk.log.warn(`A button failed: ${toError(error).message}`);
      });
    }
  };
  return (news) => {
    if (gathered.length === 0) setTimeout(tell, gatherMs);
    gathered.push(news);
  };
}

async function tellTogether(news: readonly StopNews[], desk: BulkDesk): Promise<void> {
  const { l10n } = desk.reader;
  const { severity, sentence } = bulkNewsText(news, desk.reader);
  const going = news.filter(({ kind }) => kind === 'goesOn' || kind === 'sendsAgain').map(({ stop }) => stop.campaign);
  const campaigns = new Map(going.map((one) => [campaignKey(one.stream, one.id), one]));
  const stopAgain = l10n.t('Stop Them Again');
  const showLog = l10n.t('Show Log');
  const choice = await desk.outlet[severity](sentence, ...(campaigns.size === 0 ? [] : [stopAgain]), showLog);
  if (choice === stopAgain) await stopSeveral([...campaigns.values()], desk, { again: true });
  if (choice === showLog) desk.channel.show();
}
