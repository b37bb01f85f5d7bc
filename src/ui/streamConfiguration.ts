import { ConfigurationTarget, EventEmitter, workspace, type Disposable } from 'vscode';

import { withSharedNames } from '../streams/sharedNames.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import { streamKey } from '../streams/streamKey.ts';
import { readStreamSettings, type StreamSettings } from '../streams/streamSettings.ts';
import { toError } from './toError.ts';

const setting = 'kore.streams';

/** An entry of `kore.streams` as it is written, with members of other kinds left alone. */
export type RawEntry = Readonly<Record<string, unknown>>;

export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly words: string };

/** Reads and writes `kore.streams`. A write touches one entry and leaves every other as it stands. */
export class StreamConfiguration implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #settings: StreamSettings;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#settings = readSettings();
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(setting)) return;
      this.#settings = readSettings();
      this.#changed.fire();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  settings(): StreamSettings {
    return this.#settings;
  }

  /** Adds entries at the end, all by one write. */
  add(...added: readonly RawEntry[]): Promise<WriteResult> {
    return this.#write((entries) => [...entries, ...added]);
  }

  /** Changes the entry of a stream; `change` gets it as it is written. */
  change(stream: ConfiguredStream, change: (entry: RawEntry) => RawEntry): Promise<WriteResult> {
    return this.#write((entries) => {
      const index = entries.findIndex((entry) => isEntryOf(entry, stream));
      return index < 0 ? undefined : entries.with(index, change(entries[index] as RawEntry));
    });
  }

  remove(stream: ConfiguredStream): Promise<WriteResult> {
    return this.#write((entries) => {
      const index = entries.findIndex((entry) => isEntryOf(entry, stream));
      return index < 0 ? undefined : entries.toSpliced(index, 1);
    });
  }

  async #write(change: (entries: readonly unknown[]) => readonly unknown[] | undefined): Promise<WriteResult> {
    const raw = rawValue() ?? [];
    if (!Array.isArray(raw)) return { ok: false, words: `${setting} is not a list` };
    const changed = change(raw as unknown[]);
    if (changed === undefined) return { ok: false, words: `the entry is no longer in ${setting}` };
    try {
      await workspace.getConfiguration().update(setting, changed, ConfigurationTarget.Global);
      return { ok: true };
    } catch (error: unknown) {
      return { ok: false, words: toError(error).message };
    }
  }
}

function readSettings(): StreamSettings {
  const settings = readStreamSettings(rawValue());
  return { ...settings, streams: withSharedNames(settings.streams) };
}

/** The value in the user's settings; a default or a workspace never counts. */
function rawValue(): unknown {
  return workspace.getConfiguration().inspect(setting)?.globalValue;
}

function isEntryOf(entry: unknown, stream: ConfiguredStream): boolean {
  const [read] = readStreamSettings([entry]).streams;
  return read !== undefined && streamKey(read) === streamKey(stream);
}
