import { CustomExecution, Task, TaskRevealKind, TaskScope, workspace, type TaskDefinition } from 'vscode';

import { streamsNamed } from '../../streams/streamsNamed.ts';
import { campaignLabel, type KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { CallerDesk } from '../callers/callerDesk.ts';
import { mayLeaveOut, type TaskRules } from './mayLeaveOut.ts';
import { runStopTask } from './runStopTask.ts';
import { StopTerminal } from './stopTerminal.ts';

/** The task type of `package.json`. */
export const taskType = 'kore';

/** One task for each campaign that is listed in `kore.streams`. */
export function provideTasks(desk: CallerDesk): Task[] {
  const streams = desk.board.streams();
  return streams.flatMap((stream) =>
    stream.campaigns.map(({ id }) => {
      const campaign = desk.board.find(stream, id);
      const name = desk.reader.l10n.t('Stop {campaign} in {stream}', {
        campaign: plainText(campaignLabel(campaign)),
        stream: plainText(stream.name),
      });
      const definition = { type: taskType, stream: nameIn(streams, stream), campaignId: id };
      return stopTask(definition, TaskScope.Workspace, name, desk);
    }),
  );
}

/** A task of a `tasks.json`, made one that can run. What it names is looked for when it runs. */
export function resolveTask({ definition, scope, name }: Task, desk: CallerDesk): Task {
  return stopTask(definition, scope ?? TaskScope.Workspace, name, desk);
}

/** What finds the stream again: its name where no other stream has that, else its id. */
function nameIn(streams: readonly KnownStream[], { name, streamId }: KnownStream): string {
  return streamsNamed(streams, name).length === 1 ? name : streamId;
}

function stopTask(definition: TaskDefinition, scope: NonNullable<Task['scope']>, name: string, desk: CallerDesk): Task {
  const execution = new CustomExecution((resolved) =>
    Promise.resolve(
      new StopTerminal(
        (ports) =>
          runStopTask(resolved, { ...desk, ...ports, mayLeaveOut: (stream) => mayLeaveOut(stream, rulesNow()) }),
        desk,
      ),
    ),
  );
  // No problem matcher: what it writes is for people.
  const task = new Task(definition, scope, name, 'Kore', execution, []);
  task.presentationOptions = { reveal: TaskRevealKind.Always };
  return task;
}

/** What holds when the task runs. */
function rulesNow(): TaskRules {
  const allowed = workspace.getConfiguration('kore').get('tasks.stopDevelopmentWithoutAsking') === true;
  return { allowed, isTrusted: workspace.isTrusted };
}
