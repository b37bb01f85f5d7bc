import type { App } from '../app.ts';
import { askForCredential, credentialLabel } from '../credentials/askForCredential.ts';
import { keepEntered } from '../credentials/resolveCredential.ts';
import { dayAndClock, hostLabel, quoted } from '../texts/format.ts';
import { plainText } from '../texts/plainText.ts';
import { toError } from '../toError.ts';
import { findConfiguredStream } from './targets.ts';

/** Sets a stream's credential, or puts another in its place. What is stored is never shown. */
export async function setCredentials(app: App, argument?: unknown): Promise<void> {
  const { reader, credentials } = app;
  const { l10n } = reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Which stream is the credential for?'));
  if (stream === undefined) return;
  const entered = await askForCredential({ stream, keeps: ['computer', 'window'] }, app);
  if (entered === undefined) return;
  await keepEntered(stream, entered, credentials, app);
  const facts = entered.credential.kind === 'token' ? await app.inspectToken(entered.credential.token) : undefined;
  const credential = credentialLabel(entered.credential, facts, reader);
  void app.outlet.info(l10n.t('Credential set for {name}: {credential}.', { name: quoted(stream.name), credential }));
}

/** Removes a stream's credential from this computer and this window. */
export async function removeCredentials(app: App, argument?: unknown): Promise<void> {
  const { reader, credentials } = app;
  const { l10n } = reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Whose credential shall be removed?'));
  if (stream === undefined) return;
  const name = quoted(stream.name);
  const found = await credentials.find(stream);
  if (found.kind === 'none') {
    void app.outlet.info(l10n.t('There is no credential for {name} on this computer.', { name }));
    return;
  }
  const label = found.kind === 'found' ? credentialLabel(found.credential, undefined, reader) : l10n.t('not readable');
  const set =
    found.kind === 'found' && found.setAtMs !== undefined
      ? [l10n.t('Set {when}.', { when: dayAndClock(found.setAtMs, reader) })]
      : [];
  const yes = l10n.t('Remove');
  const message = l10n.t('Remove the credential of {name}?', { name });
  const lines = [
    `${plainText(label)}, ${hostLabel(stream.host)}`,
    ...set,
    l10n.t('Without it no campaign of this stream can be stopped from here.'),
  ];
  if (!(await app.outlet.ask({ message, detail: lines.join('\n'), yes }))) return;
  try {
    await credentials.remove(stream);
  } catch (error: unknown) {
    const words = plainText(toError(error).message, 200);
    void app.outlet.error(
      l10n.t("VS Code's secret store failed: “{words}”. The credential was not removed.", { words }),
    );
  }
}
