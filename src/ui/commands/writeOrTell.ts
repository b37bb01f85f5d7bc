import { commands } from 'vscode';

import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import type { WriteResult } from '../streamConfiguration.ts';

/** Runs a write of the settings; what was typed is kept while the person mends the settings file. */
export async function writeOrTell(
  run: () => Promise<WriteResult>,
  { reader: { l10n }, outlet }: Pick<App, 'reader' | 'outlet'>,
): Promise<boolean> {
  const again = l10n.t('Try Again');
  const open = l10n.t('Open Settings File');
  let result = await run();
  while (!result.ok) {
    const words = plainText(result.words, 300);
    const choice = await outlet.error(
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
