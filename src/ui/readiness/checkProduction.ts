import type { Online } from '../../online.ts';
import { firstProblem } from '../../stop/readinessChecks.ts';
import { isProduction } from '../../streams/stream.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { DailyResult } from './dailyCheck.ts';
import type { ReadinessBoard } from './readinessBoard.ts';
import { runReadiness, type CheckedStream, type StreamToCheck } from './runReadiness.ts';

export interface ProductionPorts {
  readonly board: Pick<CampaignBoard, 'streams'>;
  readonly readiness: Pick<ReadinessBoard, 'lookUp' | 'remember' | 'describe'>;
  online(): Promise<Pick<Online, 'checkAllReadiness'>>;
  /** Tells what fails; the others are there for the count. */
  tell(failing: readonly CheckedStream[], all: readonly CheckedStream[]): void;
}

export interface ProductionOptions {
  readonly signal: AbortSignal;
  /** Tells it too when no host could be reached at all. */
  readonly evenOffline: boolean;
}

/**
 * Checks, by one call each, the streams with production campaigns or without a tier that have a credential on this
 * computer: one without is meant for somebody else's. Tells only what fails; what cannot be known today is left for tomorrow.
 */
export async function checkProduction(
  ports: ProductionPorts,
  { signal, evenOffline }: ProductionOptions,
): Promise<DailyResult> {
  const { board, readiness } = ports;
  const streams: StreamToCheck[] = [];
  for (const stream of board.streams()) {
    if (stream.practice === true || !isProduction(stream.tier)) continue;
    const credential = await readiness.lookUp(stream);
    if (credential.kind === 'found') streams.push({ stream, credential });
  }
  if (streams.length === 0) return 'checked';
  const checked = await runReadiness(streams, ports, { signal, onlyTheCall: true });
  if (signal.aborted) return 'checked';
  const offline = checked.every((one) => reasonOf(one) === 'noConnection');
  const failing = checked.filter(isFailing);
  const known = checked.filter((one) => one.readiness.ready || isFailing(one));
  if (failing.length > 0 && (evenOffline || !offline)) ports.tell(failing, known);
  return offline ? 'offline' : 'checked';
}

function reasonOf({ readiness }: CheckedStream): string | undefined {
  return firstProblem(readiness.checks)?.reason;
}

function isFailing({ readiness }: CheckedStream): boolean {
  return firstProblem(readiness.checks)?.result === 'failed';
}
