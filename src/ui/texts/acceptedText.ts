import type { StopOutcome } from '../../stop/outcome.ts';
import { clock, stateLabel, type Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import { checkingSentences, names, readClock, sentSentences, type OutcomeText } from './outcomeWords.ts';

/** Kore took the request, and no reading says that it did what was asked. */
export function acceptedText(
  outcome: StopOutcome,
  campaign: KnownCampaign,
  reader: Reader,
  checkingUntilMs: number | undefined,
): OutcomeText {
  const { l10n } = reader;
  const facts = {
    ...names(campaign, reader),
    at: readClock(outcome, reader),
    state: stateLabel(outcome.state ?? ''),
    // When the first request went is not told; the stop had begun by then.
    begunAt: clock(Date.parse(outcome.startedAt), reader),
  };
  return {
    severity: 'error',
    sentence: [
      tookSentence(outcome, facts, reader),
      ...sentSentences(outcome, campaign, reader),
      ...(outcome.state === undefined ? [l10n.t('Treat it as still sending.')] : []),
      ...checkingSentences(checkingUntilMs, reader),
      goesOn(outcome.state)
        ? l10n.t('Stop again; if it stays so, stop it by hand in the console.')
        : l10n.t('Stopping again is safe.'),
    ].join(' '),
    actions: ['stopAgain', 'howToStopByHand', 'copySummary'],
    row: acceptedRow(outcome, facts, reader),
  };
}

function tookSentence(
  { state, reason }: StopOutcome,
  facts: Readonly<Record<'name' | 'tier' | 'at' | 'state' | 'begunAt', string>>,
  { l10n }: Reader,
): string {
  if (state === undefined) {
    return reason === 'cancelled'
      ? l10n.t(
          'Not confirmed: Kore.ai took the stop of {name} ({tier}), begun {begunAt}; you stopped waiting before its state was read.',
          facts,
        )
      : l10n.t(
          'Not confirmed: Kore.ai took the stop of {name} ({tier}), begun {begunAt}, but its state could not be read since.',
          facts,
        );
  }
  if (goesOn(state)) {
    return l10n.t(
      'Not confirmed: Kore.ai took the stop of {name} ({tier}), begun {begunAt}, but still says {state} ({at}).',
      facts,
    );
  }
  return canGoOn(state)
    ? l10n.t(
        'Not confirmed: Kore.ai took the stop of {name} ({tier}); it is {state} ({at}), not Stopped, and can go on.',
        facts,
      )
    : l10n.t(
        'Not confirmed: Kore.ai took the stop of {name} ({tier}); it says {state} ({at}), a state this version does not know.',
        facts,
      );
}

function acceptedRow(
  { state }: StopOutcome,
  facts: Readonly<Record<'state' | 'at', string>>,
  { l10n }: Reader,
): string {
  if (state === undefined) return l10n.t('Not confirmed: state not read');
  return goesOn(state)
    ? l10n.t('Not confirmed: still {state} {at}', facts)
    : l10n.t('Not confirmed: {state} {at}', facts);
}

function goesOn(state: string | undefined): boolean {
  return state === 'Active' || state === 'Preparing';
}

/** Documented, not sending, and not at rest. */
function canGoOn(state: string): boolean {
  return ['Paused', 'Ready', 'Scheduled', 'Rescheduled'].includes(state);
}
