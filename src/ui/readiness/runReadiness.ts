import type { Online } from '../../online.ts';
import type { ReadinessCandidate } from '../../stop/checkAllReadiness.ts';
import type { Readiness } from '../../stop/index.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { CredentialLookup } from '../credentials/credentialStore.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import type { ReadinessBoard } from './readinessBoard.ts';

/** A stream to check, with what was found of its credential. */
export interface StreamToCheck {
  readonly stream: KnownStream;
  readonly credential: CredentialLookup;
}

export interface CheckedStream extends StreamToCheck {
  readonly readiness: Readiness;
  /** What it was checked with, as it may be told. */
  readonly used?: UsedCredential;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** How many have their result. */
  readonly onProgress?: (done: number) => void;
  /** One call a stream: its campaigns in the settings are not asked for. */
  readonly onlyTheCall?: boolean;
}

/** Checks the streams and remembers each result as it comes. Sends no stop, asks nobody. */
export async function runReadiness(
  streams: readonly StreamToCheck[],
  ports: {
    online(): Promise<Pick<Online, 'checkAllReadiness'>>;
    readonly readiness: Pick<ReadinessBoard, 'remember' | 'describe'>;
  },
  { signal, onProgress, onlyTheCall = false }: RunOptions,
): Promise<readonly CheckedStream[]> {
  const online = await ports.online();
  const candidates = new Map<ReadinessCandidate, StreamToCheck>(
    streams.map((one) => [candidateOf(one, onlyTheCall), one]),
  );
  const remembering: Promise<void>[] = [];
  let done = 0;
  const results = await online.checkAllReadiness([...candidates.keys()], {
    signal,
    onResult: (candidate, readiness) => {
      const checked = candidates.get(candidate);
      if (checked !== undefined) {
        remembering.push(ports.readiness.remember(checked.stream, readiness, checked.credential));
      }
      done += 1;
      onProgress?.(done);
    },
  });
  await Promise.all(remembering);
  const checked = await Promise.all(
    streams.map(async (one, index) => {
      const readiness = results[index];
      const { credential } = one;
      const used = credential.kind === 'found' ? { used: await ports.readiness.describe(credential) } : {};
      return readiness === undefined ? [] : [{ ...one, readiness, ...used }];
    }),
  );
  return checked.flat();
}

function candidateOf({ stream, credential }: StreamToCheck, onlyTheCall: boolean): ReadinessCandidate {
  return {
    stream,
    credential: credential.kind === 'found' ? credential.credential : undefined,
    ...(credential.kind === 'failed' ? { secretStoreWords: credential.words } : {}),
    campaignIds: onlyTheCall ? [] : stream.campaigns.map(({ id }) => id),
  };
}
