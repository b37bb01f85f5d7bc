/** Stopping several campaigns at once: a bundle of its own, loaded when it is used first. */
export type { BulkDesk } from './bulkDesk.ts';
export { pickSeveral } from './pickSeveral.ts';
export { stopAllInStream } from './stopAllInStream.ts';
export { stopSeveral } from './stopSeveral.ts';
