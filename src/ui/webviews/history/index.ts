/** The history of stops: a bundle of its own, loaded when it is opened first. */
export type { HistoryDesk } from './historyDesk.ts';
export { HistoryView } from './historyView.ts';
