/** The practice simulator: a Kore campaign API on loopback, with faults on demand. */
export { runningCampaignId } from './defaultCampaigns.ts';
export type { Fault, FaultCall } from './fault.ts';
export type { CampaignState, PracticeCampaign } from './practiceCampaign.ts';
export { startSimulator, type Simulator, type SimulatorOptions, type SimulatorState } from './simulator.ts';
