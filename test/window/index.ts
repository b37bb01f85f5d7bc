export { openWindow, VsCodeWindow, type WindowOptions } from './window.ts';
export type { DialogState, PickRow, QuickInputState, StatusBarItem, Toast, TreeRow } from './screen.ts';
