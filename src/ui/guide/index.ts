/** Help, reports, what goes wrong in practice, and the daily check: a bundle of its own, loaded when it is used first. */
export { startDailyCheck } from './dailyCheck.ts';
export { explainResult, openHelp } from './openHelp.ts';
export { makePracticeGoWrong } from './practiceFaults.ts';
export { reportProblem } from './reportProblem.ts';
