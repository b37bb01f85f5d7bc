import { bulkNumber, bulkQuestion, isRealProduction } from '../texts/bulkText.ts';
import { confirmationText } from '../texts/confirmationText.ts';
import type { KnownCampaign } from '../texts/knownCampaign.ts';
import type { Cli } from './cli.ts';

/** What was typed this soon after the question came up was meant for something else. */
const tooSoonMs = 300;

/**
 * Asks at the terminal, in the words of the window. No is the default: Enter, an end of the input and an interrupt are no.
 * For several campaigns of which any is handled as production, how many they are is typed. For
 * production a yes that came too soon is asked for again.
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
  const question =
    number === undefined
      ? `${text.yes}? Type yes; anything else, or just Enter, stops nothing: `
      : `${text.yes}? Type ${number.wanted}, how many they are; anything else stops nothing: `;
  const isYes = (answer: string | undefined): boolean =>
    number === undefined ? /^y(?:es)?$/i.test(answer?.trim() ?? '') : answer?.trim() === number.wanted;
  const shownAtMs = now();
  const yes = isYes(await ask(question));
  if (!yes || !campaigns.some(isRealProduction) || now() - shownAtMs >= tooSoonMs) return yes;
  output.note('That was typed before the question could be read. Once more:');
  return isYes(await ask(question));
}
