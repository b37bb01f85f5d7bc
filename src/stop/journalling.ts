import type { StopOutcome } from './outcome.ts';
import { orderTrail } from './orderTrail.ts';
import type { OrderPorts, StopIntent } from './ports.ts';
import type { RunningOrder } from './stopOrder.ts';

/** A journal that does not answer holds a stop back no longer than this. */
const patienceMs = 50;

export interface BegunJournal {
  readonly intentId: string;
  /** The request is released after it: the intent is written, or is not waited for any longer. */
  readonly written: Promise<void>;
}

/** Hands the intent to the journal at once. */
export function beginJournal(running: RunningOrder, ports: OrderPorts): BegunJournal {
  const intent = intentOf(running, ports);
  return { intentId: intent.id, written: writePatiently(intent, ports) };
}

async function writePatiently(intent: StopIntent, ports: OrderPorts): Promise<void> {
  const { journal } = ports;
  if (journal === undefined) return;
  const waiting = new AbortController();
  const late = ports.sleep(patienceMs, waiting.signal).then(
    () => false,
    () => false,
  );
  const done = await Promise.race([written(() => journal.begin(intent)), late]);
  // With a reason of its own no error is made, with all that it takes, while a request waits to leave.
  waiting.abort(done);
  if (!done) ports.log?.warn('The journal could not be written; the stop goes on.');
}

/** Writes the outcome and what led to it. Not waited for: a journal that hangs must not keep the answer from the person. */
export function endJournal(
  intentId: string,
  outcome: StopOutcome,
  { state }: Pick<RunningOrder, 'state'>,
  ports: OrderPorts,
): void {
  void written(() => ports.journal?.end(intentId, outcome, orderTrail(state))).then((done) => {
    if (!done) ports.log?.warn('The journal could not be written.');
  });
}

function intentOf({ order, prepared }: RunningOrder, ports: OrderPorts): StopIntent {
  const { origin, accountId, streamId } = prepared.access.target;
  return {
    id: ports.newTokenId(),
    at: new Date(ports.now()).toISOString(),
    stream: { name: order.stream.name, origin, accountId, streamId },
    campaignId: prepared.campaignId,
    ...(order.before === undefined ? {} : { before: order.before }),
    ...(order.about === undefined ? {} : { about: order.about }),
  };
}

/** False when the journal rejects or throws. */
async function written(write: () => Promise<void> | undefined): Promise<boolean> {
  try {
    await write();
    return true;
  } catch {
    return false;
  }
}
