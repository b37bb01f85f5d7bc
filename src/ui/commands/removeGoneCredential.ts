import type { KeyedStream } from '../../streams/credentialKey.ts';
import { partOfSentence } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { goneCredentialPlace } from '../texts/credentialRows.ts';
import { toError } from '../toError.ts';

/** Removes a credential whose stream is no longer in the settings, after asking. */
export async function removeGoneCredential(app: App, gone: KeyedStream): Promise<void> {
  const { l10n } = app.reader;
  const yes = l10n.t('Remove');
  const message = l10n.t('Remove this credential, which no stream in the settings uses?');
  const detail = [
    goneCredentialPlace(gone, app.reader),
    l10n.t('A stream whose entry is only mistyped, or that is in another profile of VS Code, would lose it too.'),
  ].join('\n');
  if (!(await app.outlet.ask({ message, detail, yes }))) return;
  try {
    await app.credentials.removeKey(gone.key);
  } catch (error: unknown) {
    const words = partOfSentence(toError(error).message);
    void app.outlet.error(
      l10n.t("VS Code's secret store failed: “{words}”. The credential was not removed.", { words }),
    );
  }
}
