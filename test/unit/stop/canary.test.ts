import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import jwt from 'jsonwebtoken';

import { startSimulator, type Fault, type Simulator } from '../../../src/practice/index.ts';
import { openJournal } from '../../../src/stop/journal/index.ts';
import { createStopper, type Credential, type StopOutcome, type StopStep } from '../../../src/stop/index.ts';
import type { KnownCampaign } from '../../../src/ui/campaigns/knownCampaign.ts';
import { outcomeText } from '../../../src/ui/texts/outcomeText.ts';
import { campaignRow } from '../../../src/ui/texts/rowText.ts';
import { keptLog } from '../support/orders.ts';
import { reader } from '../ui/support.ts';

/** Every way in which the simulator can go wrong. */
const faults: readonly Omit<Fault, 'call'>[] = [
  { kind: 'slow', delayMs: 20 },
  { kind: 'answer', status: 401 },
  { kind: 'answer', status: 403 },
  { kind: 'answer', status: 404 },
  { kind: 'answer', status: 503 },
  { kind: 'answer', status: 200, body: '<html>' },
  { kind: 'silence' },
  { kind: 'headersThenSilence' },
  { kind: 'drip', intervalMs: 30 },
  { kind: 'resetBeforeHeaders' },
  { kind: 'resetInBody' },
  { kind: 'lengthTooLong' },
  { kind: 'hugeBody', bytes: 2_000_000 },
  { kind: 'gzip' },
  { kind: 'redirect', location: 'http://127.0.0.1:9/login' },
  { kind: 'switchingProtocols' },
  { kind: 'rateLimited', retryAfter: '1' },
  ...[200, 400, 401, 403, 409, 429, 500, 503].map((status) => ({ kind: 'echoToken', status })),
] as readonly Omit<Fault, 'call'>[];

interface Kept {
  readonly secrets: readonly string[];
  /** All that leaves the module or is made of what leaves it: log, journal, steps, outcome, words for a person. */
  readonly text: string;
  readonly verdicts: readonly string[];
}

async function stopUnder(fault: Omit<Fault, 'call'>, kind: 'clientSecret' | 'token'): Promise<Kept> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-canary-'));
  const kore = await startSimulator({ rateLimitPerMinute: null });
  const log = keptLog();
  const journal = openJournal({ folder, now: Date.now, log });
  const told: string[] = [];
  const verdicts: string[] = [];
  const credential = kind === 'token' ? tokenOf(kore) : kore.credential;
  try {
    for (const call of ['stop', 'status', 'any'] as const) {
      kore.misbehave(undefined);
      kore.misbehave({ ...fault, call } as Fault);
      const steps: StopStep[] = [];
      const campaignId = kore.state().campaigns[0]?.id ?? '';
      const outcome = await createStopper({ log, journal }).stopSmsCampaign(
        { stream: kore.stream, campaignId, credential },
        { attemptTimeoutMs: 150, deadlineMs: 800, onProgress: (step) => steps.push(step) },
      );
      verdicts.push(outcome.verdict);
      told.push(JSON.stringify([outcome, steps]), ...wordsFor(kore, campaignId, outcome));
    }
    journal.dispose();
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    const secrets = [...secretsOf(credential), kore.credential.clientSecret];
    return { secrets, text: [...told, ...log.lines, ...files].join('\n'), verdicts };
  } finally {
    await kore.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function tokenOf({ credential }: Simulator): Credential {
  return { kind: 'token', token: jwt.sign({ sub: 'canary', appId: credential.clientId }, credential.clientSecret) };
}

function secretsOf(credential: Credential): readonly string[] {
  return credential.kind === 'token' ? [credential.token, ...credential.token.split('.').slice(1)] : [];
}

function wordsFor(kore: Simulator, id: string, outcome: StopOutcome): readonly string[] {
  const stream = { ...kore.stream, tier: 'production' } as const;
  const campaign: KnownCampaign = { stream, id, configured: true, activity: { kind: 'ended', outcome } };
  const texts = [outcomeText(outcome, campaign, undefined, reader), campaignRow(campaign, Date.now(), reader)];
  return texts.map((text) => JSON.stringify(text));
}

const tokenShape = /eyJ[\w-]{8,}/;
const leaksIn = ({ text, secrets }: Kept): readonly string[] => [
  ...secrets.filter((secret) => text.includes(secret)),
  ...(tokenShape.exec(text) ?? []),
];

describe('A secret', () => {
  for (const kind of ['clientSecret', 'token'] as const) {
    it(`of the kind ${kind} is in nothing that leaves, whatever goes wrong`, async () => {
      const kept = await Promise.all(faults.map((fault) => stopUnder(fault, kind)));
      for (const [index, one] of kept.entries()) {
        assert.equal(one.verdicts.length, 3);
        assert.ok(one.text.includes('"kind":"intent"'), 'nothing was journalled');
        assert.deepEqual(leaksIn(one), [], JSON.stringify(faults[index]));
      }
      // The search finds what is there.
      const [first] = kept;
      assert.ok(first);
      for (const secret of [...first.secrets, 'eyJhbGciOiJIUzI1NiJ9.x']) {
        assert.notDeepEqual(leaksIn({ ...first, text: `${first.text}${secret}` }), []);
      }
    }).timeout(60_000);
  }
});
