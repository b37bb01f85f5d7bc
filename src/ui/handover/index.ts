/** What is handed to a colleague: a setup, a link. A bundle of its own, loaded when it is used first. */
export { copyLink } from './copyLink.ts';
export { copySetup } from './copySetup.ts';
export type { HandoverDesk } from './handoverDesk.ts';
export { pasteSetup } from './pasteSetup.ts';
export { readSetup } from '../../streams/setup.ts';
export { setupProblemText } from '../texts/setupText.ts';
