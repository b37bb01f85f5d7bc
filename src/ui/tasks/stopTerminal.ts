import { EventEmitter, type Pseudoterminal } from 'vscode';

import { exitCodes, type ExitCode } from '../../stop/exitCode.ts';
import type { CallerDesk } from '../callers/callerDesk.ts';
import { toError } from '../toError.ts';
import { terminalLine, type LineColour } from '../texts/taskText.ts';

/** What a task in a terminal has. */
export interface TerminalPorts {
  /** Writes one line. */
  readonly say: (text: string, colour?: LineColour) => void;
  /** Aborted when the terminal is closed. */
  readonly signal: AbortSignal;
}

/** The terminal of one run of a task. Closing it is a cancel: what had left by then is told by the notification. */
export class StopTerminal implements Pseudoterminal {
  readonly #written = new EventEmitter<string>();
  readonly #closed = new EventEmitter<number>();
  readonly #cancel = new AbortController();
  readonly #work: (ports: TerminalPorts) => Promise<ExitCode>;
  readonly #desk: Pick<CallerDesk, 'clean' | 'log' | 'reader'>;

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  constructor(work: (ports: TerminalPorts) => Promise<ExitCode>, desk: Pick<CallerDesk, 'clean' | 'log' | 'reader'>) {
    this.#work = work;
    this.#desk = desk;
  }

  open(): void {
    void this.#run();
  }

  close(): void {
    this.#cancel.abort();
  }

  async #run(): Promise<void> {
    const { clean, log, reader } = this.#desk;
    const say: TerminalPorts['say'] = (text, colour) => this.#written.fire(terminalLine(clean(text), colour));
    let code: ExitCode = exitCodes.unknown;
    try {
      code = await this.#work({ say, signal: this.#cancel.signal });
    } catch (error: unknown) {
      const words = toError(error).message;
      log.warn(`A task failed: ${words}`);
      say(reader.l10n.t('UNKNOWN what came of it: {words} Show the log with “Kore: Show Log”.', { words }), 'red');
    }
    this.#closed.fire(code);
  }
}
