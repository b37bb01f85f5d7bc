import { ProgressLocation, window } from 'vscode';

import type { StopStep } from '../../stop/outcome.ts';

export interface StopProgress {
  readonly title: () => string;
  readonly text: (step: StopStep) => string;
  /** Ends the waiting too, beside the notification's Cancel. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs an order at once and shows its steps in a notification, as soon as the first one is out and VS Code has it on the
 * screen: nothing of the order waits for that.
 */
export function showingProgress<T>(
  { title, text, signal }: StopProgress,
  run: (signal: AbortSignal, show: (step: StopStep) => void) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  let report: ((message: string) => void) | undefined;
  let last: StopStep | undefined;
  let ticking: NodeJS.Timeout | undefined;
  let ended = false;
  const say = (): void => {
    if (last !== undefined) report?.(text(last));
  };
  const open = (): void => {
    if (ended) return;
    const shown = window.withProgress(
      { location: ProgressLocation.Notification, title: title(), cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(() => cancel.abort());
        report = (message) => progress.report({ message });
        say();
        return running;
      },
    );
    // How the order ended is told by the order itself.
    shown.then(undefined, () => undefined);
  };
  const show = (step: StopStep): void => {
    clearInterval(ticking);
    if (last === undefined) setImmediate(open);
    last = step;
    say();
    if (step.kind === 'waiting') ticking = setInterval(say, 1000);
  };
  const either = signal === undefined ? cancel.signal : AbortSignal.any([cancel.signal, signal]);
  const running = run(either, show).finally(() => {
    ended = true;
    clearInterval(ticking);
  });
  return running;
}
