import type { StopOutcome } from './outcome.ts';
import { orderTrail } from './orderTrail.ts';
import type { OrderPorts, StopIntent } from './ports.ts';
import type { RunningOrder } from './stopOrder.ts';

/** A journal that does not answer holds a stop back no longer than this. */
const patienceMs = 50;

/** Writes the intent before the request is released, or goes on without. Returns the intent's id. */
export async function beginJournal(running: RunningOrder, ports: OrderPorts): Promise<string> {
  const intent = intentOf(running, ports);
  const { journal } = ports;
  if (journal === undefined) return intent.id;
  const waiting = new AbortController();
  const done = await Promise.race([
    written(() => journal.begin(intent)),
    ports.sleep(patienceMs, waiting.signal).then(
      () => false,
      () => false,
    ),
  ]);
  waiting.abort();
  if (!done) ports.log?.warn('The journal could not be written; the stop goes on.');
  return intent.id;
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
