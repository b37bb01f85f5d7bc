import { Disposable, InputBoxValidationSeverity, QuickInputButtons, window, type QuickPickItem } from 'vscode';

/** What a step of a quick input ended with; `undefined` is Escape. */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  readonly canGoBack?: boolean;
  /** The sentence that says what is wrong, or undefined; `whole` at Enter, not while it is still being typed. */
  readonly check: (text: string, whole: boolean) => string | undefined;
  /** Something worth knowing that does not hinder Enter. */
  readonly warn?: (text: string) => string | undefined;
  /** Called with what stands in the box when it is left by Escape. */
  readonly left?: (text: string) => void;
}

/** Asks for one text. It stays open, with what was typed, until it is right or Escape is pressed. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  return new Promise((resolve) => {
    const input = window.createInputBox();
    input.title = question.title;
    input.prompt = question.prompt;
    input.value = question.value ?? '';
    input.placeholder = question.placeholder ?? '';
    input.password = question.password === true;
    input.ignoreFocusOut = true;
    input.buttons = question.canGoBack === true ? [QuickInputButtons.Back] : [];
    const judge = (whole: boolean): boolean => {
      const problem = whole || input.value !== '' ? question.check(input.value, whole) : undefined;
      const warning = input.value === '' ? undefined : question.warn?.(input.value);
      if (problem !== undefined) input.validationMessage = problem;
      else if (warning === undefined) input.validationMessage = undefined;
      else input.validationMessage = { message: warning, severity: InputBoxValidationSeverity.Warning };
      return problem === undefined;
    };
    finishOnce(input, resolve, (finish) => [
      input.onDidChangeValue(() => judge(false)),
      input.onDidAccept(() => {
        if (judge(true)) finish({ value: input.value });
      }),
      input.onDidTriggerButton(() => finish('back')),
      input.onDidHide(() => question.left?.(input.value)),
    ]);
    if (input.value !== '') judge(false);
  });
}

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

export interface ChoiceQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  readonly canGoBack?: boolean;
  /** The one that is active at first, else the first. */
  readonly active?: T;
  /** The question closes by itself, unanswered, when this settles; until then it shows that something is going on. */
  readonly until?: Promise<unknown>;
}

/** Asks for one of several. */
export function askChoice<T>(question: ChoiceQuestion<T>): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const pick = window.createQuickPick<Choice<T>>();
    pick.title = question.title;
    pick.placeholder = question.placeholder;
    pick.items = question.choices;
    if (question.active !== undefined)
      pick.activeItems = question.choices.filter((one) => one.value === question.active);
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.buttons = question.canGoBack === true ? [QuickInputButtons.Back] : [];
    pick.busy = question.until !== undefined;
    const close = (): void => pick.hide();
    question.until?.then(close, close);
    finishOnce(pick, resolve, (finish) => [
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen !== undefined) finish({ value: chosen.value });
      }),
      pick.onDidTriggerButton(() => finish('back')),
    ]);
  });
}

export interface ManyQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Those with `picked` are ticked at first. */
  readonly choices: readonly Choice<T>[];
}

/** Asks which of several; those that are ticked, in the order shown. `undefined` is Escape. */
export function askMany<T>(question: ManyQuestion<T>): Promise<readonly T[] | undefined> {
  return new Promise((resolve) => {
    const pick = window.createQuickPick<Choice<T>>();
    pick.title = question.title;
    pick.placeholder = question.placeholder;
    pick.canSelectMany = true;
    pick.items = question.choices;
    pick.selectedItems = question.choices.filter(({ picked }) => picked === true);
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    const done = (answer: Answer<readonly T[]>): void =>
      resolve(answer === undefined || answer === 'back' ? undefined : answer.value);
    finishOnce<readonly T[]>(pick, done, (finish) => [
      pick.onDidAccept(() => {
        const ticked = new Set(pick.selectedItems);
        finish({ value: question.choices.filter((choice) => ticked.has(choice)).map(({ value }) => value) });
      }),
    ]);
  });
}

/** How one step of several ended; `skip` is a step that had nothing to ask. */
export type Step = 'next' | 'back' | 'skip' | undefined;

export const skip: Promise<Step> = Promise.resolve('skip');

/** Goes through steps, back and forth as the person wants; false when the person left. */
export async function runSteps(steps: readonly (() => Promise<Step>)[]): Promise<boolean> {
  let forward = true;
  let index = 0;
  while (index >= 0 && index < steps.length) {
    const answer = await steps[index]?.();
    if (answer === undefined) return false;
    if (answer !== 'skip') forward = answer !== 'back';
    index += forward ? 1 : -1;
  }
  return index >= 0;
}

/** Hands a value over, and tells the step's end. */
export function took<T>(answer: Answer<T>, take: (value: T) => void): Step {
  if (answer === undefined || answer === 'back') return answer;
  take(answer.value);
  return 'next';
}

interface Closable {
  show(): void;
  dispose(): void;
  onDidHide(listener: () => void): Disposable;
}

function finishOnce<T>(
  input: Closable,
  resolve: (answer: Answer<T>) => void,
  listen: (finish: (answer: Answer<T>) => void) => readonly Disposable[],
): void {
  const finish = (answer: Answer<T>): void => {
    resolve(answer);
    listeners.dispose();
    input.dispose();
  };
  const listeners = Disposable.from(
    ...listen(finish),
    input.onDidHide(() => finish(undefined)),
  );
  input.show();
}
