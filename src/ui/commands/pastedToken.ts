import type { Credential } from '../../streams/stream.ts';
import { dayAndClock, quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import type { EnteredCredential } from '../credentials/askForCredential.ts';
import { askChoice } from '../quickInput.ts';

/**
 * Says that a pasted command carries a token, and asks whether to use it. `other` when it cannot or shall not be
 * used, `undefined` when the person left. Nothing is kept by it.
 */
export async function askAboutPastedToken(
  app: App,
  stream: KnownStream,
  token: string,
  keeps: readonly ('once' | 'window')[],
): Promise<EnteredCredential | 'other' | undefined> {
  const { reader } = app;
  const { l10n } = reader;
  const credential: Credential = { kind: 'token', token };
  app.outlet.guard(credential);
  const facts = await app.inspectToken(token);
  const expiresAtMs = facts.kind === 'jwt' ? facts.expiresAtMs : undefined;
  if (expiresAtMs !== undefined && expiresAtMs <= app.now()) return 'other';
  const until =
    expiresAtMs === undefined
      ? l10n.t('It does not say until when it holds.')
      : l10n.t('It holds until {when}.', { when: dayAndClock(expiresAtMs, reader) });
  const labels = {
    once: l10n.t('Use It for This Stop Only'),
    window: l10n.t('Use It Until This Window Closes or It Expires'),
  };
  const answer = await askChoice<'once' | 'window' | 'other'>({
    title: l10n.t('Credential for {name}', { name: quoted(stream.name) }),
    placeholder: l10n.t('What you pasted carries a token. {until} Use it?', { until }),
    choices: [
      ...keeps.map((value) => ({ value, label: labels[value] })),
      { value: 'other', label: l10n.t('Use Another Credential') },
    ],
  });
  if (answer === undefined || answer === 'back') return undefined;
  return answer.value === 'other' ? 'other' : { credential, keep: answer.value };
}
