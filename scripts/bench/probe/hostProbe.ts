import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeCalls, ProbeReply } from './protocol.ts';

const startTimeoutMs = 60_000;

/** Asks the probe in a window's extension host. */
export class HostProbe {
  readonly #portFile: string;

  constructor(portFile: string) {
    this.#portFile = portFile;
  }

  /** The window is about to get another extension host. */
  async forget(): Promise<void> {
    await rm(this.#portFile, { force: true });
  }

  async ask<C extends keyof ProbeCalls>(
    call: C,
    ...given: Parameters<ProbeCalls[C]>
  ): Promise<ReturnType<ProbeCalls[C]>> {
    const port = await this.#port();
    const reply = await fetch(`http://127.0.0.1:${port}/${call}`, {
      method: 'POST',
      body: JSON.stringify(given[0] ?? null),
    });
    const said = (await reply.json()) as ProbeReply;
    if ('error' in said) throw new Error(`${call} in the extension host: ${said.error}`);
    // Its type is that of the call, on the other side too.
    return said.answer as ReturnType<ProbeCalls[C]>;
  }

  async #port(): Promise<string> {
    const deadlineMs = Date.now() + startTimeoutMs;
    while (Date.now() < deadlineMs) {
      const port = await readFile(this.#portFile, 'utf8').catch(() => '');
      if (port !== '') return port;
      await sleep(100);
    }
    throw new Error('The extension that watches did not start');
  }
}
