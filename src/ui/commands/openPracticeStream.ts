import { commands } from 'vscode';

import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { toError } from '../toError.ts';
import { commandIds } from './commandIds.ts';

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
  void offerFirstStop(app);
}

/** With a button VS Code shows the whole message; without one it cuts it off where it says what to do. */
async function offerFirstStop({ outlet, reader: { l10n } }: App): Promise<void> {
  const stop = l10n.t('Stop SMS Campaign');
  const chosen = await outlet.info(
    l10n.t(
      'Practice is open, and nothing of it is real. Stop “Black Friday blast” now: with this button, or as on a bad night by F1, “stop sms”, Enter.',
    ),
    stop,
  );
  // Not by the palette's command: that is what the walkthrough's last step waits for.
  if (chosen === stop) await commands.executeCommand(commandIds.stopFromStatusBar);
}
