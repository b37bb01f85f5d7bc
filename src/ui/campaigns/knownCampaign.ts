/** The window's door to what the command line knows of a campaign in the same way. */
export * from '../../texts/knownCampaign.ts';
