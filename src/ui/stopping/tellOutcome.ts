import type { CredentialDesk } from '../credentials/askForCredential.ts';
import type { OutcomeAction } from '../texts/outcomeFixes.ts';
import { outcomeText } from '../texts/outcomeText.ts';
import type { FlowResult } from './stopFlow.ts';
import { tellWithActions } from './tellWithActions.ts';

/** Tells how a stop ended, and `added` behind it. What needs a person is an error message: Do Not Disturb hides the others. */
export async function tellOutcome(
  { campaign, outcome, credential, checkingUntilMs }: FlowResult,
  act: (action: OutcomeAction) => Promise<void>,
  desk: Pick<CredentialDesk, 'reader' | 'outlet'>,
  offers?: readonly OutcomeAction[],
  added?: string,
): Promise<void> {
  const text = outcomeText(outcome, campaign, credential, desk.reader, checkingUntilMs);
  const sentence = added === undefined ? text.sentence : `${text.sentence} ${added}`;
  await tellWithActions({ ...text, sentence, actions: offers ?? text.actions }, act, desk);
}
