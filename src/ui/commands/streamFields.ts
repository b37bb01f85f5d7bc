import { describeProblem } from '../../streams/problemText.ts';
import { tiers, type Tier } from '../../streams/stream.ts';
import { tierLabel, type Reader } from '../../texts/format.ts';
import { askChoice, askText, type Answer } from '../quickInput.ts';
import { checkOfField, oddShape, placeholderOf, promptOf, tierDetail, type TextField } from '../texts/fieldText.ts';

export interface FieldQuestion {
  readonly field: TextField;
  readonly title: string;
  readonly value?: string;
  readonly canGoBack?: boolean;
  /** Enter on an empty box is an answer too. */
  readonly mayBeEmpty?: boolean;
  /** Something worth knowing that does not hinder Enter. */
  readonly warn?: (text: string) => string | undefined;
  /** Called with the checked value when the box is left by Escape and another one than at first stands in it. */
  readonly left?: (value: string) => void;
}

/** Asks for one field; answers with the checked value, or with an empty text where that is allowed. */
export async function askField(question: FieldQuestion, reader: Reader): Promise<Answer<string>> {
  const check = checkOfField[question.field];
  const { l10n } = reader;
  const answer = await askText({
    title: question.title,
    prompt: promptOf(question.field, reader),
    placeholder: placeholderOf(question.field),
    value: question.value ?? '',
    canGoBack: question.canGoBack === true,
    check: (text) => {
      if (question.mayBeEmpty === true && text.trim() === '') return undefined;
      const checked = check(text);
      return checked.ok ? undefined : describeProblem(checked.problem, l10n);
    },
    left: (text) => {
      const left = check(text);
      if (left.ok && text !== question.value) question.left?.(left.value);
    },
    warn: (text) => oddShape(question.field, text.trim(), reader) ?? question.warn?.(text.trim()),
  });
  if (answer === undefined || answer === 'back') return answer;
  const checked = check(answer.value);
  return { value: checked.ok ? checked.value : '' };
}

/** Asks for the tier, which decides how careful the confirmation is. */
export function askTier(title: string, canGoBack: boolean, reader: Reader, active?: Tier): Promise<Answer<Tier>> {
  const { l10n } = reader;
  return askChoice({
    title,
    placeholder: l10n.t('Whom do its campaigns text?'),
    canGoBack,
    ...(active === undefined ? {} : { active }),
    choices: tiers.map((value) => ({
      value,
      label: tierLabel({ tier: value }, reader),
      detail: tierDetail(value, reader),
    })),
  });
}
