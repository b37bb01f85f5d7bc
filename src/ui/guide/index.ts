/** Help, reports and what goes wrong in practice: a bundle of its own, loaded when it is used first. */
export { explainResult, openHelp } from './openHelp.ts';
export { makePracticeGoWrong } from './practiceFaults.ts';
export { reportProblem } from './reportProblem.ts';
