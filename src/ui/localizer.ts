import { l10n } from 'vscode';

import type { Localizer } from '../streams/problemText.ts';

/** The sentences in the language of the window. A build with `--pseudo` has another one in its place, which marks them. */
export const localizer: Localizer = l10n;
