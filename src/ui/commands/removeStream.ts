import { quoted } from '../../texts/format.ts';
import { partOfSentence } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { toError } from '../toError.ts';
import { findConfiguredStream } from './targets.ts';
import { writeOrTell } from './writeOrTell.ts';

/** Takes a stream out of `kore.streams`, and its credential out of this computer. */
export async function removeStream(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Which stream shall be removed from the list?'));
  if (stream === undefined) return;
  const yes = l10n.t('Remove');
  const detail = l10n.t(
    'Its campaigns in the list and its credential on this computer are removed with it. Nothing changes at Kore.ai: what is sending goes on.',
  );
  const message = l10n.t('Remove {name} from the list?', { name: quoted(stream.name) });
  if (!(await app.outlet.ask({ message, detail, yes }))) return;
  if (!(await writeOrTell(() => app.configuration.remove(stream), app))) return;
  try {
    await app.credentials.remove(stream);
  } catch (error: unknown) {
    const words = partOfSentence(toError(error).message);
    void app.outlet.error(
      l10n.t(
        "The stream was removed, but VS Code's secret store failed: “{words}”. Its credential is still on this computer.",
        {
          words,
        },
      ),
    );
  }
}
