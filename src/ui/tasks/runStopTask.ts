import { exitCodeOf, exitCodes, type ExitCode } from '../../stop/exitCode.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { CallerDesk } from '../callers/callerDesk.ts';
import { readTarget } from '../callers/readTarget.ts';
import type { FlowResult } from '../stopping/stopFlow.ts';
import { toError } from '../toError.ts';
import { nothingSentLine, taskBeginning } from '../texts/taskText.ts';
import type { TerminalPorts } from './stopTerminal.ts';

export interface TaskPorts extends CallerDesk, TerminalPorts {
  /** Whether the person has agreed to a stop in this stream without a question. */
  readonly mayLeaveOut: (stream: KnownStream) => boolean;
}

/** Stops the campaign that the definition names, and tells it line by line. Gives the exit code. */
export async function runStopTask(definition: unknown, ports: TaskPorts): Promise<ExitCode> {
  const { reader, say, signal } = ports;
  const target = readTarget(definition, ports);
  if (!target.ok) {
    say(`${target.sentence} ${nothingSentLine(reader)}`, 'red');
    return exitCodes.wrongUse;
  }
  const { campaign } = target;
  const agreed = ports.mayLeaveOut(campaign.stream);
  for (const line of taskBeginning(campaign, agreed, reader)) say(line);
  const progress = { hasBegun: false };
  try {
    const result = await ports.stop(campaign, {
      ...(agreed ? { agreed: true } : { alwaysConfirm: true }),
      askedBy: 'task',
      signal,
      onStep: (step) => {
        progress.hasBegun = true;
        say(ports.stepText(step));
      },
    });
    return result === undefined ? sayNothingSent(ports) : sayOutcome(result, ports);
  } catch (error: unknown) {
    if (progress.hasBegun) throw error;
    ports.log.warn(`A task could not ask: ${toError(error).message}`);
    return sayNothingSent(ports);
  }
}

function sayNothingSent({ say, reader }: TaskPorts): ExitCode {
  say(nothingSentLine(reader), 'red');
  return exitCodes.notStopped;
}

function sayOutcome(result: FlowResult, ports: TaskPorts): ExitCode {
  const code = exitCodeOf(result.outcome);
  ports.say(ports.sentence(result), code === exitCodes.stopped ? 'green' : 'red');
  return code;
}
