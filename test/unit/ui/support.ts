import assert from 'node:assert/strict';

import type { ListedCampaign } from '../../../src/kore/replies.ts';
import type { StopOutcome, StopReason } from '../../../src/stop/index.ts';
import { stopReasons } from '../../../src/stop/outcome.ts';
import { english } from '../../../src/streams/problemText.ts';
import type { Reader } from '../../../src/texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../../src/texts/knownCampaign.ts';
import { ids } from '../support/orders.ts';

/** 23 Nov 2026, 03:12:00 local time, whatever the computer's zone. */
export const nowMs = new Date(2026, 10, 23, 3, 12, 0).getTime();

/** English, strict: a sentence with a place that has no value, or one that is no value, fails the test. */
export const reader: Reader = {
  language: 'en',
  formats: new Map(),
  l10n: {
    t: (message, args = {}) => {
      for (const [, place = ''] of message.matchAll(/\{(\w+)\}/g)) {
        assert.ok(place in args, `no value for {${place}} in: ${message}`);
      }
      for (const [place, value] of Object.entries(args)) {
        assert.ok(typeof value === 'string' || Number.isFinite(value), `{${place}} is ${value} in: ${message}`);
      }
      return english.t(message, args);
    },
  },
};

export const stream: KnownStream = {
  name: 'Acme Retail',
  host: 'https://platform.kore.ai',
  accountId: ids.accountId,
  streamId: ids.streamId,
  tier: 'production',
  campaigns: [],
};

/** A copy without one member. */
export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<T, K>;
}

export const streamWithoutTier = without(stream, 'tier');
export const practiceStream: KnownStream = {
  ...streamWithoutTier,
  name: 'Practice (simulator)',
  host: 'http://127.0.0.1:9',
  practice: true,
};

export const campaign: KnownCampaign = {
  stream,
  id: ids.campaignId,
  name: 'Black Friday blast',
  configured: false,
};

export const listedCampaign: ListedCampaign = {
  id: ids.campaignId,
  name: 'Black Friday blast',
  state: 'Active',
  sent: 41_203,
  contactLists: ['Loyalty members DE', 'Newsletter 2026'],
  changedAt: new Date(nowMs - 1_800_000).toISOString(),
  scheduled: false,
  recurring: false,
};

/** The campaign as a list read `agoMs` ago told it. */
export function listed(more: Partial<ListedCampaign> = {}, agoMs = 4000): KnownCampaign {
  return { ...campaign, listed: { ...listedCampaign, ...more }, readAtMs: nowMs - agoMs };
}

export const at = (agoMs: number): string => new Date(nowMs - agoMs).toISOString();

export function outcome(more: Partial<StopOutcome> & Pick<StopOutcome, 'verdict'>): StopOutcome {
  return { message: '', requests: 1, startedAt: at(20_000), finishedAt: at(1000), ...more };
}

export const confirmed = outcome({
  verdict: 'stopped',
  confirmedBy: 'status',
  effect: 'stopped',
  state: 'Stopped',
  stateReadAt: at(5000),
});
export const accepted = outcome({
  verdict: 'accepted',
  reason: 'stillRunning',
  state: 'Active',
  stateReadAt: at(5000),
});
export const unknown = outcome({ verdict: 'unknown', reason: 'noAnswer' });
export const refused = outcome({ verdict: 'notStopped', reason: 'forbidden', httpStatus: 403 });

export const reasons: readonly StopReason[] = stopReasons;

export const everyDetail = {
  koreMessage: 'Campaign is locked',
  campaignExecutionType: 'NORMAL',
  retryAfterMs: 30_000,
  retryAt: '2026-07-22T03:11:20.000Z',
  certificateProblem: 'expired',
  redirectedTo: 'https://login.example.com/sign-in',
  clockAheadMs: 580_000,
  tokenExpiredAt: at(1_200_000),
  field: 'campaignId',
  problem: 'badCharacter',
  explanation: 'The campaign id has “/” in place 9.',
  code: 'ECONNREFUSED',
  contentType: 'text/html',
  words: 'The keyring is locked',
} as const;

/** What must not be on screen, in any sentence that is not Kore's or the person's own. */
export function assertPlainWords(text: string): void {
  assert.ok(!/\{\w+\}/.test(text), `a place was left open: ${text}`);
  assert.ok(
    !/successful|\barmed\b|\border\b|\bverdict\b|\bjournal\b|\borigin\b/i.test(text),
    `a word for developers: ${text}`,
  );
  assert.ok(!/undefined|null|NaN|Invalid Date|\[object/.test(text), `no value: ${text}`);
  assert.ok(!/\(\)|“”|\(0\)| {2}|^\s|\s$| [.,:;]/.test(text), `an empty place: ${text}`);
}

/** What Kore, a setting or a paste can bring. */
export const hostileTexts: readonly string[] = [
  '[press here](command:workbench.action.quit)',
  '[x] (command:workbench.action.quit)',
  '[x]\u200b(https://evil.example)',
  '[x]\u00ad\u2060(https://evil.example)',
  '[x]\n(https://evil.example)',
  '$(pass) Stopped',
  '$\u200b(pass) Stopped',
  'a\r\nb\u2028c\u2029d\u0085e\vf\fg',
  'a\u0000b\u0007c\u001b[31md\u007fe\u009bf',
  'a\u202eb\u2066c\u2069d\u200fe\u061cf',
  'a\u200bb\u200cc\u200dd\ufefffe\u2060f\u180eg\u3164h\u115fi',
  'a\u{e0041}b\u{e007f}',
  '\ud83d alone',
  '{name} {at} {tier}',
  '$& $1 $$ $`',
  'x'.repeat(10_000),
  '](command:x)'.repeat(1000),
];

/** Nothing in the text can be a link or an icon, hide or turn text, or flood the screen. */
export function assertNeutral(text: string, longest: number, lineBreaks = false): void {
  assert.ok(!text.includes(']('), `a link: ${text.slice(0, 200)}`);
  assert.ok(!text.includes('$('), `an icon: ${text.slice(0, 200)}`);
  assert.ok(
    !/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(text),
    `invisible: ${JSON.stringify(text.slice(0, 200))}`,
  );
  assert.ok(
    !/\p{Cc}/u.test(lineBreaks ? text.replaceAll('\n', '') : text),
    `control: ${JSON.stringify(text.slice(0, 200))}`,
  );
  assert.ok(Array.from(text).length <= longest, `${text.length} characters`);
}
