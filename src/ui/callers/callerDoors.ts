import { lm, tasks, workspace, type Disposable } from 'vscode';

import type { KoreCampaignsApi, KoreCampaignsExports, KoreEndedStop } from '../../../kore-campaigns.d.ts';
import type { Log } from '../../kore/caller.ts';
import { ApiError } from '../api/apiError.ts';
import { readingTools, stopTool } from '../tools/toolNames.ts';
import { toError } from '../toError.ts';
import type { Callers } from './index.ts';

type Listener = Parameters<KoreCampaignsApi['onDidEndStop']>[0];

/** Loads what is behind the doors; `ended` hears of every stop that ends from then on. */
export type LoadCallers = (ended: (one: KoreEndedStop) => void) => Promise<Callers>;

/** The doors for tasks, other extensions and assistants: all of them that a window has until one is used. */
export class CallerDoors implements Disposable {
  readonly #load: LoadCallers;
  readonly #log: Log;
  readonly #listeners = new Set<{ readonly listener: Listener }>();
  readonly #open: Disposable[] = [];
  #callers: Promise<Callers> | undefined;
  #stopTool: Disposable | undefined;

  /** What `activate` returns. */
  readonly exports: KoreCampaignsExports;

  constructor(load: LoadCallers, log: Log) {
    this.#load = load;
    this.#log = log;
    const api = this.#api();
    this.exports = Object.freeze({
      getApi: (version: unknown) => {
        if (version === 1) return api;
        throw new RangeError(`Kore Campaigns has version 1 of its API, not ${String(version)}`);
      },
    });
    this.#open.push(
      tasks.registerTaskProvider('kore', {
        // VS Code asks by itself at its start: nothing is loaded for nothing.
        provideTasks: async () => (hasStreams() ? (await this.#get()).provideTasks() : []),
        resolveTask: async (task) => (await this.#get()).resolveTask(task),
      }),
      ...readingTools.map((name) =>
        lm.registerTool<unknown>(name, { invoke: async ({ input }) => (await this.#get()).read(name, input) }),
      ),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('kore.assistants.allowStop')) this.#offerStop();
      }),
    );
    this.#offerStop();
  }

  dispose(): void {
    for (const one of this.#open) one.dispose();
    this.#stopTool?.dispose();
    this.#callers?.then(
      (callers) => callers.dispose(),
      () => undefined,
    );
  }

  #get(): Promise<Callers> {
    this.#callers ??= this.#load((ended) => this.#tell(ended)).catch((error: unknown) => {
      this.#callers = undefined;
      throw error;
    });
    return this.#callers;
  }

  /** The tool that can stop is there only while the person wants it. */
  #offerStop(): void {
    this.#stopTool?.dispose();
    this.#stopTool = undefined;
    if (workspace.getConfiguration('kore').get('assistants.allowStop') !== true) return;
    this.#stopTool = lm.registerTool<unknown>(stopTool, {
      prepareInvocation: async ({ input }) => (await this.#get()).prepareStop(input),
      invoke: async ({ input }, token) => (await this.#get()).stop(input, token),
    });
  }

  #api(): KoreCampaignsApi {
    return Object.freeze({
      version: 1,
      listStreams: async () => (await this.#get()).api.listStreams(),
      readStatus: async (target: unknown) => (await this.#get()).api.readStatus(target),
      stopCampaign: async (target: unknown) => (await this.#get()).api.stopCampaign(target),
      onDidEndStop: (listener: unknown) => this.#listen(listener),
    });
  }

  #listen(listener: unknown): { dispose(): void } {
    if (typeof listener !== 'function') throw new ApiError('badArgument', 'listener: must be a function.', 'listener');
    const own = { listener: listener as Listener };
    this.#listeners.add(own);
    // From now on stops are looked at.
    this.#get().catch((error: unknown) => this.#log.warn(`Stops cannot be told: ${toError(error).message}`));
    return { dispose: () => void this.#listeners.delete(own) };
  }

  /** A listener of somebody else that throws keeps nothing from the others. */
  #tell(ended: KoreEndedStop): void {
    for (const { listener } of [...this.#listeners]) {
      try {
        listener(ended);
      } catch (error: unknown) {
        this.#log.warn(`Another extension failed to hear of a stop: ${toError(error).message}`);
      }
    }
  }
}

function hasStreams(): boolean {
  const value = workspace.getConfiguration().inspect('kore.streams')?.globalValue;
  return Array.isArray(value) && value.length > 0;
}
