/** What assistants can be offered, as `package.json` names it. All but the stop read only. */
export const readingTools = ['kore_listStreams', 'kore_listCampaigns', 'kore_readStatus', 'kore_lastOutcomes'] as const;

export type ReadingTool = (typeof readingTools)[number];

/** Offered only while `kore.assistants.allowStop` is on. */
export const stopTool = 'kore_stopCampaign';
