import assert from 'node:assert/strict';

import { outcomeMessage } from '../../../src/stop/message.ts';
import type { StopOutcome } from '../../../src/stop/index.ts';
import { ids, orderAt } from '../support/orders.ts';

type Facts = Parameters<typeof outcomeMessage>[0];

const order = orderAt('platform.kore.ai');
const campaign = `campaign ${ids.campaignId} of Acme Retail`;
const stateReadAt = '2026-11-23T02:10:47.000Z';

function message(facts: Omit<Facts, 'startedAt' | 'finishedAt' | 'requests'> & { readonly requests?: number }): string {
  return outcomeMessage({ requests: 1, startedAt: '', finishedAt: '', ...facts }, order);
}

describe('The line that tells an outcome', () => {
  const read = (state: string): Pick<StopOutcome, 'state' | 'stateReadAt'> => ({ state, stateReadAt });
  const lines: readonly (readonly [facts: Parameters<typeof message>[0], line: string])[] = [
    [
      { verdict: 'stopped', confirmedBy: 'status', effect: 'stopped', ...read('Stopped') },
      `Stopped, read as Stopped at ${stateReadAt}: ${campaign}; 1 stop request sent.`,
    ],
    [
      { verdict: 'stopped', confirmedBy: 'status', effect: 'alreadyStopped', requests: 2, ...read('Stopped') },
      `Already stopped, read as Stopped at ${stateReadAt}: ${campaign}; 2 stop requests sent.`,
    ],
    [
      { verdict: 'stopped', confirmedBy: 'status', effect: 'finished', ...read('Completed') },
      `Too late, it had run to its end, read as Completed at ${stateReadAt}: ${campaign}; 1 stop request sent.`,
    ],
    [
      { verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped', uncheckedBecause: 'off' },
      `Stopped by Kore.ai's reply, not double-checked (off): ${campaign}; 1 stop request sent.`,
    ],
    [
      { verdict: 'accepted', reason: 'notConfirmed' },
      `Not confirmed: ${campaign} (notConfirmed); 1 stop request sent.`,
    ],
    [
      { verdict: 'notStopped', reason: 'stillRunning', ...read('Active') },
      `NOT stopped, read as Active at ${stateReadAt}: ${campaign} (stillRunning); 1 stop request sent.`,
    ],
    [
      { verdict: 'unknown', reason: 'noAnswer', requests: 3 },
      `UNKNOWN whether it stopped: ${campaign} (noAnswer); 3 stop requests sent.`,
    ],
    [
      { verdict: 'notStopped', reason: 'cancelled', requests: 0 },
      `NOT stopped: ${campaign} (cancelled); nothing was sent.`,
    ],
  ];
  for (const [facts, line] of lines) {
    it(`says “${line.split(': campaign')[0] ?? ''}”`, () => {
      assert.equal(message(facts), line);
    });
  }

  it('tells after the reason what is known of it, and nothing in place of what is not', () => {
    const details = {
      explanation: 'why',
      code: 'ECODE',
      certificateProblem: 'expired',
      koreMessage: 'Kore’s words',
      contentType: 'text/html',
    };
    assert.equal(
      message({ verdict: 'notStopped', reason: 'refused', httpStatus: 400, details }),
      `NOT stopped: ${campaign} (refused, HTTP 400, why, ECODE, expired, Kore’s words); 1 stop request sent.`,
    );
  });

  it('stays one line, and a short one, whatever Kore says', () => {
    const line = message({
      verdict: 'notStopped',
      reason: 'refused',
      details: { koreMessage: `a\n\t b\u0007${'x'.repeat(400)}` },
    });
    assert.equal(line, `NOT stopped: ${campaign} (refused, a b ${'x'.repeat(296)}); 1 stop request sent.`);
  });

  it('has a place for the campaign also where a caller gave none', () => {
    const facts: Facts = { verdict: 'notStopped', reason: 'badInput', requests: 0, startedAt: '', finishedAt: '' };
    assert.equal(outcomeMessage(facts, {}), 'NOT stopped: campaign ? of ? (badInput); nothing was sent.');
  });
});
