import { commands, window } from 'vscode';

import type { WriteResult } from '../streamConfiguration.ts';
import type { Reader } from '../texts/format.ts';
import { plainText } from '../texts/plainText.ts';

/** Runs a write of the settings; what was typed is kept while the person mends the settings file. */
export async function writeOrTell(run: () => Promise<WriteResult>, { l10n }: Reader): Promise<boolean> {
  const again = l10n.t('Try Again');
  const open = l10n.t('Open Settings File');
  let result = await run();
  while (!result.ok) {
    const words = plainText(result.words, 300);
    const choice = await window.showErrorMessage(
      l10n.t('The settings were not written: {words} What you typed is kept: mend the settings file, then try again.', {
        words,
      }),
      again,
      open,
    );
    if (choice === undefined) return false;
    if (choice === open) await commands.executeCommand('workbench.action.openSettingsJson');
    else result = await run();
  }
  return true;
}
