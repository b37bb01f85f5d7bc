import type { StopOrder, StopOutcome, StopReason } from './outcome.ts';

type Facts = Omit<StopOutcome, 'message'>;

/** One English line for logs and other callers. The window words the same facts for people. */
export function outcomeMessage(facts: Facts, order: Partial<StopOrder>): string {
  const campaign = `campaign ${plain(order.campaignId)} of ${plain(order.stream?.name)}`;
  const requests = facts.requests === 1 ? '1 stop request' : `${facts.requests} stop requests`;
  const sent = facts.requests === 0 ? 'nothing was sent' : `${requests} sent`;
  return `${verdictWords(facts)}: ${campaign}${because(facts)}; ${sent}.`;
}

function verdictWords(facts: Facts): string {
  const read = facts.state === undefined ? '' : `, read as ${plain(facts.state)} at ${facts.stateReadAt ?? ''}`;
  switch (facts.verdict) {
    case 'stopped':
      if (facts.confirmedBy === 'reply')
        return `Stopped by Kore.ai's reply, not double-checked (${facts.uncheckedBecause ?? 'noReading'})`;
      if (facts.effect === 'finished') return `Too late, it had run to its end${read}`;
      return `${facts.effect === 'alreadyStopped' ? 'Already stopped' : 'Stopped'}${read}`;
    case 'accepted':
      return `Not confirmed${read}`;
    case 'notStopped':
      return `NOT stopped${read}`;
    case 'unknown':
      return `UNKNOWN whether it stopped${read}`;
  }
}

function because({ reason, ...facts }: Facts): string {
  return reason === undefined ? '' : ` (${reasonWords(reason, facts)})`;
}

/** A reason with its facts, in a few English words: `forbidden, HTTP 403`. */
export function reasonWords(reason: StopReason, facts: Pick<StopOutcome, 'httpStatus' | 'details'>): string {
  const { explanation, koreMessage, code, certificateProblem, proxy, proxyStatus } = facts.details ?? {};
  const status = facts.httpStatus === undefined ? undefined : `HTTP ${facts.httpStatus}`;
  const more = [status, explanation, code, certificateProblem, proxy, proxyStatus, koreMessage].filter(
    (one) => one !== undefined,
  );
  return [reason, ...more.map((one) => plain(String(one)))].join(', ');
}

/** One line, whatever Kore or a caller put into it. */
function plain(text: unknown): string {
  return typeof text === 'string' ? text.replace(/[\p{C}\s]+/gu, ' ').slice(0, 300) : '?';
}
