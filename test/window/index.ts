import { fileURLToPath } from 'node:url';

export { openWindow, VsCodeWindow, type HostedSuite, type WindowOptions } from './window.ts';
export type { DialogState, PickRow, QuickInputState, StatusBarItem, Toast, TreeRow } from './screen.ts';

/** The packaged extension, as `npm run package` writes it. */
export const extensionPackage = fileURLToPath(new URL('../../kore-campaigns.vsix', import.meta.url));
