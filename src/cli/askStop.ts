import { bulkNumber, bulkQuestion } from '../texts/bulkText.ts';
import { confirmationText } from '../texts/confirmationText.ts';
import type { KnownCampaign } from '../texts/knownCampaign.ts';
import type { Cli } from './cli.ts';

/**
 * Asks at the terminal, in the words of the window. No is the default: Enter, an end of the input and an interrupt are no.
 * For several campaigns of which any is handled as production, how many they are is typed.
 */
export async function askStop(
  campaigns: readonly KnownCampaign[],
  { output, reader, now, ask }: Pick<Cli, 'output' | 'reader' | 'now' | 'ask'>,
): Promise<boolean> {
  const [only, ...others] = campaigns;
  if (only === undefined) return false;
  const text =
    others.length === 0 ? confirmationText(only, {}, now(), reader) : bulkQuestion(campaigns, [], now(), reader);
  output.note(text.message);
  for (const line of text.detail.split('\n')) output.note(line === '' ? '' : `  ${line}`);
  const number = bulkNumber(campaigns, reader);
  if (number === undefined) {
    const answer = await ask(`${text.yes}? Type yes; anything else, or just Enter, stops nothing: `);
    return /^y(?:es)?$/i.test(answer?.trim() ?? '');
  }
  const answer = await ask(`${text.yes}? Type ${number.wanted}, how many they are; anything else stops nothing: `);
  return answer?.trim() === number.wanted;
}
