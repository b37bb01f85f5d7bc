import type { Fault } from '../../practice/index.ts';
import type { App } from '../app.ts';
import { askChoice, type Choice } from '../quickInput.ts';
import { practiceFaultTexts, type PracticeFault } from '../texts/practiceFaultText.ts';
import { plainText } from '../texts/plainText.ts';
import { toError } from '../toError.ts';

const page = '<!doctype html><title>Sign in</title><p>Welcome to the Wi-Fi. Please sign in.</p>';

/** What the simulator does for each; `startOver` is no fault, and `none` ends them. */
const faults: Readonly<Record<Exclude<PracticeFault, 'none' | 'startOver'>, Fault>> = {
  slow: { kind: 'slow', call: 'any', delayMs: 8000 },
  silentStop: { kind: 'silence', call: 'stop' },
  silentStopThatWorks: { kind: 'silence', call: 'stop', takesEffect: true },
  silentCheck: { kind: 'silence', call: 'status' },
  cut: { kind: 'resetBeforeHeaders', call: 'any' },
  rateLimited: { kind: 'rateLimited', call: 'any', retryAfter: '20' },
  serverError: { kind: 'answer', call: 'any', status: 503 },
  unauthorized: { kind: 'answer', call: 'any', status: 401 },
  forbidden: { kind: 'answer', call: 'any', status: 403 },
  notFound: { kind: 'answer', call: 'stop', status: 404 },
  signInPage: { kind: 'answer', call: 'any', status: 200, body: page, headers: { 'content-type': 'text/html' } },
  redirect: { kind: 'redirect', call: 'any', location: 'https://login.example.com/' },
  stopIgnored: { kind: 'stopIgnored', call: 'stop' },
};

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
    await practice.misbehave(answer.value === 'none' ? undefined : faults[answer.value]);
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
