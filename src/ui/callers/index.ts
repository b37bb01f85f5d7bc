/** Tasks, the API for other extensions, and assistants' tools: a bundle of its own, loaded when one of them is used. */
import type { CancellationToken, LanguageModelToolResult, Task } from 'vscode';

import type { KoreEndedStop } from '../../../kore-campaigns.d.ts';
import { Api, type ApiPorts } from '../api/api.ts';
import { provideTasks, resolveTask } from '../tasks/stopTask.ts';
import type { ReadingTool } from '../tools/toolNames.ts';
import { Tools, type PreparedStop } from '../tools/tools.ts';
import type { CallerDesk } from './callerDesk.ts';
import { CallLimit } from './callLimit.ts';
import { OneAtATime } from './oneAtATime.ts';

export interface Callers {
  readonly api: Api;
  provideTasks(): Task[];
  resolveTask(task: Task): Task;
  read(tool: ReadingTool, input: unknown): Promise<LanguageModelToolResult>;
  prepareStop(input: unknown): PreparedStop;
  stop(input: unknown, token: CancellationToken): Promise<LanguageModelToolResult>;
  dispose(): void;
}

/** `ended` hears of every stop that ends in this window from now on. */
export function openCallers(desk: CallerDesk, ended: (one: KoreEndedStop) => void): Callers {
  const ports: ApiPorts = { ...desk, limit: new CallLimit(() => desk.now()), asking: new OneAtATime() };
  const api = new Api(ports);
  const tools = new Tools(ports);
  const following = api.follow(ended);
  return {
    api,
    provideTasks: () => provideTasks(desk),
    resolveTask: (task) => resolveTask(task, desk),
    read: (tool, input) => tools.read(tool, input),
    prepareStop: (input) => tools.prepareStop(input),
    stop: (input, token) => tools.stop(input, token),
    dispose: () => void following.dispose(),
  };
}
