import { exitCodes, type ExitCode } from '../stop/exitCode.ts';

/** The worst first: what surely goes on, then what may, then what has most likely stopped. */
const worstFirst: readonly ExitCode[] = [
  exitCodes.wrongUse,
  exitCodes.notStopped,
  exitCodes.unknown,
  exitCodes.notConfirmed,
  exitCodes.stopped,
];

/** The exit code of several stops: the worst of theirs. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return worstFirst.find((one) => codes.includes(one)) ?? exitCodes.unknown;
}
