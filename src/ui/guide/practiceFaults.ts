import { menuFaults } from '../../practice/faultMenu.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { askChoice, type Choice } from '../quickInput.ts';
import { practiceFaultTexts, type PracticeFault } from '../texts/practiceFaultText.ts';
import { toError } from '../toError.ts';

/** Lets something go wrong in the simulator until it is told otherwise, so that a person can see what is told then. */
export async function makePracticeGoWrong(app: App): Promise<void> {
  const { reader, practice } = app;
  const { l10n } = reader;
  const texts = practiceFaultTexts(reader);
  const ids = Object.keys(texts) as readonly PracticeFault[];
  const answer = await askChoice<PracticeFault>({
    title: l10n.t('Practice with Faults'),
    placeholder: l10n.t('What the simulator does from now on; nothing real is touched'),
    choices: ids.map((value): Choice<PracticeFault> => ({ value, ...texts[value] })),
  });
  if (answer === undefined || answer === 'back') return;
  try {
    if (answer.value === 'startOver') {
      void app.board.refresh(await practice.startOver());
      void app.outlet.info(l10n.t('Practice starts over: its campaigns are as they were at first. Nothing is real.'));
      return;
    }
    await practice.misbehave(answer.value === 'none' ? undefined : menuFaults[answer.value]);
  } catch (error: unknown) {
    void app.outlet.error(
      l10n.t('The practice stream could not be opened: {words}', { words: plainText(toError(error).message, 200) }),
    );
    return;
  }
  const { label } = texts[answer.value];
  void app.outlet.info(
    answer.value === 'none'
      ? l10n.t('Practice is back to normal. Nothing is real.')
      : l10n.t('Practice goes wrong from now on: {label}. Stop one of its campaigns to see what is told then.', {
          label,
        }),
  );
}
