import { commands, Disposable, type LogOutputChannel } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import type { Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import type { Outlet } from '../outlet.ts';
import { toError } from '../toError.ts';
import { commandIds, type CommandId } from './commandIds.ts';

export interface BindPorts {
  /** Shown without the window: what could not be loaded stands in it. */
  readonly channel: Pick<LogOutputChannel, 'show'>;
  readonly outlet: Outlet;
  readonly log: Log;
  readonly reader: Reader;
}

/** Does what a command is for, with what it was called with. */
export type Run = (id: Exclude<CommandId, 'kore.showLog'>, argument?: unknown, selection?: unknown) => unknown;

/** Binds every command through one wrapper: whatever it throws is logged and told. */
export function bindCommands(run: Run, ports: BindPorts): Disposable {
  const registered = Object.values(commandIds).map((id) =>
    commands.registerCommand(id, (argument?: unknown, selection?: unknown) =>
      runAndTell(id, () => (id === commandIds.showLog ? ports.channel.show() : run(id, argument, selection)), ports),
    ),
  );
  return Disposable.from(...registered);
}

async function runAndTell(id: string, work: () => unknown, { outlet, log, reader }: BindPorts): Promise<unknown> {
  try {
    return await work();
  } catch (error: unknown) {
    const words = plainText(toError(error).message, 300);
    log.warn(`${id} failed: ${words}`);
    void outlet.error(
      reader.l10n.t('{command} failed: {words} Show the log with “Kore: Show Log”.', { command: id, words }),
    );
    return undefined;
  }
}
