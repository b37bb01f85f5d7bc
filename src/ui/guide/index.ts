/** Help, reports and the faults of practice: a bundle of its own, loaded when it is used first. */
export { explainResult, openHelp } from './openHelp.ts';
export { reportProblem } from './reportProblem.ts';
