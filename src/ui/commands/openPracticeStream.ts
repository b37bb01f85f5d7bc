import { commands } from 'vscode';

import type { App } from '../app.ts';
import { plainText } from '../texts/plainText.ts';
import { toError } from '../toError.ts';

/** Starts the simulator in this window and shows its stream. */
export async function openPracticeStream(app: App): Promise<void> {
  const { l10n } = app.reader;
  try {
    const stream = await app.practice.open();
    await commands.executeCommand('kore.campaigns.focus');
    void app.board.refresh(stream);
  } catch (error: unknown) {
    const words = plainText(toError(error).message, 200);
    void app.outlet.error(l10n.t('The practice stream could not be opened: {words}', { words }));
    return;
  }
  void app.outlet.info(
    l10n.t('Practice is open: press F1, type “sms”, press Enter, and stop “Black Friday blast”. Nothing is real.'),
  );
}
