import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import jwt from 'jsonwebtoken';

import { createRedactor } from '../../../src/kore/redact.ts';
import { startSimulator, type Fault, type Simulator } from '../../../src/practice/index.ts';
import { openJournal } from '../../../src/stop/journal/index.ts';
import { createStopper, type Credential, type StopOutcome, type StopStep } from '../../../src/stop/index.ts';
import type { KnownCampaign } from '../../../src/texts/knownCampaign.ts';
import { outcomeText } from '../../../src/ui/texts/outcomeText.ts';
import { campaignRow } from '../../../src/ui/texts/rowText.ts';
import { keptLog } from '../support/orders.ts';
import { searchFor, type Secret } from '../support/secretSearch.ts';
import { reader } from '../ui/support.ts';

/** Between two plain parts what JSON, addresses and VS Code's labels write in other ways. */
const oddSecret = (): string =>
  `${randomBytes(24).toString('base64url')}"\\%2F+&$(key)[a](b)é ${randomBytes(24).toString('base64url')}`;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = String(key.export({ type: 'pkcs8', format: 'pem' }));

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

type Answer = Pick<Extract<Fault, { kind: 'answer' }>, 'status' | 'body' | 'headers'>;

/** A host that knows the secret itself, as Kore does, and has it in what it says. */
const indiscreet: readonly ((secret: string) => Answer)[] = [
  (secret) => ({ status: 400, body: JSON.stringify({ message: `No: ${secret}` }) }),
  (secret) => ({ status: 200, body: JSON.stringify({ status: 'failure', error: `${'x'.repeat(280)} ${secret}` }) }),
  (secret) => ({ status: 200, body: JSON.stringify({ status: 'success', data: { status: secret } }) }),
  (secret) => ({ status: 302, headers: { location: `http://127.0.0.1:9/${encodeURIComponent(secret)}` } }),
];

/** Any of the faults, or what a host says that knows this credential. */
type Trouble = (credential: Credential) => Omit<Fault, 'call'>;

const troubles: readonly Trouble[] = [
  ...faults.map((fault) => () => fault),
  ...indiscreet.map((answer) => (credential: Credential) => ({
    kind: 'answer' as const,
    ...answer(secretOf(credential)),
  })),
];

interface Kept {
  readonly secrets: readonly Secret[];
  /** All that leaves the module or is made of what leaves it: log, journal, steps, outcome, words for a person. */
  readonly text: string;
  readonly verdicts: readonly string[];
}

async function stopUnder(trouble: Trouble, credentialOf: (kore: Simulator) => Credential): Promise<Kept> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-canary-'));
  const kore = await startSimulator({ rateLimitPerMinute: null });
  const credential = credentialOf(kore);
  const fault = trouble(credential);
  const log = keptLog();
  const { learn, clean } = createRedactor();
  learn(credential);
  const journal = openJournal({ folder, now: Date.now, log, clean });
  const told: string[] = [];
  const verdicts: string[] = [];
  try {
    for (const call of ['stop', 'status', 'any'] as const) {
      kore.misbehave(undefined);
      kore.misbehave({ ...fault, call } as Fault);
      const steps: StopStep[] = [];
      const campaignId = kore.state().campaigns[0]?.id ?? '';
      const outcome = await createStopper({ log, journal, clean }).stopSmsCampaign(
        { stream: kore.stream, campaignId, credential },
        { attemptTimeoutMs: 150, deadlineMs: 800, onProgress: (step) => steps.push(step) },
      );
      verdicts.push(outcome.verdict);
      told.push(JSON.stringify([outcome, steps]), ...wordsFor(kore, campaignId, outcome));
    }
    journal.dispose();
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    const text = [...told, ...log.lines, ...files].join('\n');
    return { secrets: [...secretsOf(credential), kore.credential.clientSecret], text, verdicts };
  } finally {
    await kore.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const credentials: Readonly<Record<string, (kore: Simulator) => Credential>> = {
  clientSecret: ({ credential }) => credential,
  'clientSecret with odd characters': ({ credential }) => ({ ...credential, clientSecret: oddSecret() }),
  privateKey: ({ credential: { clientId } }) => {
    return { kind: 'privateKey', clientId, privateKeyPem: pem, algorithm: 'RS256' };
  },
  token: ({ credential: { clientId, clientSecret } }) => {
    return { kind: 'token', token: jwt.sign({ sub: 'canary', appId: clientId }, clientSecret) };
  },
};

function secretOf(credential: Credential): string {
  switch (credential.kind) {
    case 'clientSecret':
      return credential.clientSecret;
    case 'privateKey':
      return credential.privateKeyPem;
    case 'token':
      return credential.token;
  }
}

/** The first part of a token says no more than the algorithm, and a key's first bytes are those of every key. */
function secretsOf(credential: Credential): readonly Secret[] {
  switch (credential.kind) {
    case 'clientSecret':
      return [credential.clientSecret];
    case 'privateKey':
      return [key.export({ type: 'pkcs8', format: 'der' }).subarray(40), pem.split('\n').slice(2, -2).join('')];
    case 'token':
      return credential.token.split('.').slice(1);
  }
}

function wordsFor(kore: Simulator, id: string, outcome: StopOutcome): readonly string[] {
  const stream = { ...kore.stream, tier: 'production' } as const;
  const campaign: KnownCampaign = { stream, id, configured: true, activity: { kind: 'ended', outcome } };
  const texts = [outcomeText(outcome, campaign, undefined, reader), campaignRow(campaign, Date.now(), reader)];
  return texts.map((text) => JSON.stringify(text));
}

const tokenShape = /eyJ[\w-]{8,}/;
const leaks = ({ text, secrets }: Kept): boolean =>
  tokenShape.test(text) || searchFor(secrets).indexIn(Buffer.from(text)) >= 0;

describe('A secret', () => {
  for (const [kind, credentialOf] of Object.entries(credentials)) {
    it(`of the kind ${kind} is in nothing that leaves, whatever goes wrong`, async () => {
      const kept = await Promise.all(troubles.map((trouble) => stopUnder(trouble, credentialOf)));
      for (const [index, one] of kept.entries()) {
        assert.equal(one.verdicts.length, 3);
        assert.ok(one.text.includes('"kind":"intent"'), 'nothing was journalled');
        assert.ok(!leaks(one), JSON.stringify(faults[index] ?? `what an indiscreet host says, ${String(index)}`));
      }
      // The search finds what is there.
      const [first] = kept;
      assert.ok(first);
      const planted = first.secrets.map((one) => (typeof one === 'string' ? one : Buffer.from(one).toString('base64')));
      for (const secret of [...planted, 'eyJhbGciOiJIUzI1NiJ9.x']) {
        assert.ok(leaks({ ...first, text: `${first.text}${secret}` }));
      }
    }).timeout(60_000);
  }
});
