import type { KnownCampaign } from '../../../texts/knownCampaign.ts';
import { askText } from '../../quickInput.ts';
import { bulkNumber, bulkQuestion, isRealProduction, type LeftOut } from '../../../texts/bulkText.ts';
import { confirmStop } from '../confirmStop.ts';
import type { BulkDesk } from './bulkDesk.ts';

/** Asks before several stops, whatever the settings say; for production the number of campaigns is typed as well. */
export async function confirmSeveral(
  campaigns: readonly KnownCampaign[],
  leftOut: readonly LeftOut[],
  desk: BulkDesk,
): Promise<boolean> {
  const now = (): number => desk.now();
  const question = bulkQuestion(campaigns, leftOut, now(), desk.reader);
  if (!(await confirmStop(question, campaigns.some(isRealProduction), now, desk))) return false;
  const number = bulkNumber(campaigns, desk.reader);
  if (number === undefined) return true;
  const answer = await askText({
    title: number.title,
    prompt: number.prompt,
    // While the first of its digits are there, nothing is wrong yet.
    check: (text, whole) => {
      const typed = text.trim();
      const right = whole ? typed === number.wanted : number.wanted.startsWith(typed);
      return right ? undefined : number.wrong;
    },
  });
  return answer !== undefined && answer !== 'back';
}
