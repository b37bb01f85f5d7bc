import type { StopStep } from '../stop/outcome.ts';
import { clock, stateLabel, type Reader } from './format.ts';

/** Where a stop is by now: for the progress, anew each second while it waits. */
export function stepText(step: StopStep, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const at = 'atMs' in step ? clock(step.atMs, reader) : '';
  switch (step.kind) {
    case 'joined':
      return l10n.t('It is being stopped already, since {at}. Showing that one…', { at });
    case 'sending':
      return step.attempt === 1
        ? l10n.t('Sending the stop request ({at}). Cancel ends the waiting only…', { at })
        : l10n.t('Sending again ({at}), {attempt} of {attempts}. Cancel ends the waiting only…', {
            at,
            attempt: step.attempt,
            attempts: Math.max(step.attempt, step.attempts),
          });
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((step.untilMs - nowMs) / 1000));
      return step.because === 'rate'
        ? l10n.t("Kore.ai's rate limit is used up. Next try in {seconds} s…", { seconds })
        : l10n.t('Not through yet. Next try in {seconds} s…', { seconds });
    }
    case 'answered':
      return answeredText(step.says, reader);
    case 'checking':
      return l10n.t('Checking its state…');
    case 'read':
      return readText(step.state, at, reader);
  }
}

function answeredText(says: 'stopped' | 'accepted' | 'other', { l10n }: Reader): string {
  switch (says) {
    case 'stopped':
      return l10n.t('Kore.ai says Stopped. Checking its state…');
    case 'accepted':
      return l10n.t('Kore.ai took the request. Checking its state…');
    case 'other':
      return l10n.t('Kore.ai answered…');
  }
}

function readText(state: string, at: string, { l10n }: Reader): string {
  const facts = { state: stateLabel(state), at };
  switch (state) {
    case 'Active':
    case 'Preparing':
      return l10n.t('Still {state} at {at}. Checking again…', facts);
    case 'Stopped':
    case 'Completed':
      return l10n.t('Kore.ai says {state} ({at}).', facts);
    default:
      return l10n.t('{state} at {at}. Checking again…', facts);
  }
}
