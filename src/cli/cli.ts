import type { KorePorts } from '../kore/caller.ts';
import type { Stopper } from '../stop/index.ts';
import type { Credential, ConfiguredStream } from '../streams/stream.ts';
import type { Reader } from '../texts/format.ts';
import type { CredentialFlags } from './credentialSource.ts';
import type { Output } from './output.ts';
import type { StreamFlags } from './streamChoice.ts';

/** What every command can be given. */
export interface CommonFlags extends StreamFlags, CredentialFlags {
  readonly json?: true;
  readonly verbose?: true;
}

/** What a command works with. */
export interface Cli {
  readonly output: Output;
  readonly reader: Reader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborts when the person or the pipeline ends the program. */
  readonly cancel: AbortSignal;
  /** One line, as it was typed; undefined without an answer. Only where there is a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly chooseStream: (flags: StreamFlags) => Promise<ConfiguredStream>;
  /** The credential, and what can go online with it. Nothing is sent by that. */
  readonly goOnline: (stream: ConfiguredStream, flags: CommonFlags) => Promise<OnlineCli>;
}

export interface OnlineCli {
  readonly credential: Credential;
  readonly stopper: Stopper;
  readonly ports: KorePorts;
  /** `host:port` of the proxy that requests go through. */
  readonly proxy?: string;
}
