import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { runningCampaignId, startSimulator, type Simulator } from '../../../src/practice/index.ts';
import type { StopOutcome } from '../../../src/stop/index.ts';
import { saysStopped } from '../support/answers.ts';
import { builtCli, runCli, streamOptions } from '../support/cliRuns.ts';
import { ids } from '../support/orders.ts';
import { headerValues, useRecorders } from '../support/recorder.ts';

describe('The commands of the command line', function () {
  this.timeout(30_000);
  let kore: Simulator;
  before(() => builtCli());
  beforeEach(async () => {
    kore = await startSimulator();
  });
  afterEach(() => kore.close());

  function at(...args: readonly string[]) {
    const { stream, credential } = kore;
    const options = ['--host', kore.origin, '--account', stream.accountId, '--stream-id', stream.streamId];
    const env = { KORE_CLIENT_ID: credential.clientId, KORE_CLIENT_SECRET: credential.clientSecret };
    return runCli([...args, ...options], { env });
  }
  const requests = (call: string): number =>
    kore.state().requests.filter((one) => JSON.stringify(one).includes(call)).length;

  it('stops several at once, with one outcome each in the order given, and ends with the worst', async () => {
    const run = await at('stop', runningCampaignId, 'cd-none', '--yes', '--json');
    const outcomes = JSON.parse(run.stdout) as readonly (StopOutcome & { readonly campaignId: string })[];
    assert.deepEqual(
      outcomes.map(({ campaignId, verdict, reason }) => [campaignId, verdict, reason]),
      [
        [runningCampaignId, 'stopped', undefined],
        ['cd-none', 'notStopped', 'notFound'],
      ],
    );
    assert.equal(run.code, 1);
    const again = await at('stop', runningCampaignId, 'cd-none', '--yes');
    assert.match(again.stderr, /^1 of 2 stopped and confirmed, 0 not confirmed, 1 NOT stopped, 0 UNKNOWN\.\n$/);
  });

  it('takes a campaign that was given twice as one', async () => {
    const run = await at('stop', runningCampaignId, ` ${runningCampaignId}`, '--yes', '--json');
    const outcomes = JSON.parse(run.stdout) as readonly StopOutcome[];
    assert.deepEqual([outcomes.length, outcomes[0]?.verdict, run.code], [1, 'stopped', 0]);
  });

  it('reads states without a stop, and ends with 1 where one could not be read', async () => {
    const read = await at('status', runningCampaignId);
    assert.match(read.stdout, new RegExp(`^${runningCampaignId}: Active, read \\d\\d:\\d\\d:\\d\\d\n$`));
    const { stdout, code } = await at('status', runningCampaignId, 'cd-none', '--json');
    const [first, second] = JSON.parse(stdout) as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([first?.campaignId, first?.state], [runningCampaignId, 'Active']);
    assert.deepEqual([second?.campaignId, second?.reason, second?.httpStatus], ['cd-none', 'notFound', 404]);
    assert.deepEqual([read.code, code, requests('trigger')], [0, 1, 0]);
  });

  it('lists what sends or is about to, or all, and tells where nothing is on a page', async () => {
    const [sending, all, beyond] = await Promise.all([
      at('list'),
      at('list', '--all', '--json'),
      at('list', '--page', '2'),
    ]);
    assert.match(sending.stdout, new RegExp(`^${runningCampaignId} Active [\\d,]+ sent “Black Friday blast”$`, 'm'));
    assert.ok(!/ Completed | Paused /.test(sending.stdout));
    const { campaigns, hasMore } = JSON.parse(all.stdout) as {
      readonly campaigns: readonly { state: string }[];
      readonly hasMore: boolean;
    };
    assert.ok(campaigns.some(({ state }) => state === 'Completed'));
    assert.equal(hasMore, false);
    assert.match(beyond.stderr, /^Nothing is sending or about to \(read /);
    assert.deepEqual([sending.code, all.code, beyond.code], [0, 0, 0]);
  });

  it('ends with 1 where a list cannot be read, and says why', async () => {
    kore.misbehave({ kind: 'answer', call: 'list', status: 403 });
    const run = await at('list');
    assert.deepEqual([run.code, run.stdout], [1, 'not read (forbidden, HTTP 403, Something went wrong.)\n']);
  });

  it('tells whether a stop would work, without one', async () => {
    const ready = await at('ready', runningCampaignId);
    assert.match(ready.stdout, /^Ready to stop\. The stop call itself was not tried\.\n[^]*^campaigns: ok\n$/m);
    kore.misbehave({ kind: 'answer', call: 'any', status: 403 });
    const not = await at('ready', '--json');
    assert.equal((JSON.parse(not.stdout) as { readonly ready: boolean }).ready, false);
    assert.deepEqual([ready.code, not.code, requests('trigger')], [0, 1, 0]);
  });

  it('has a help for each command, at no cost', async () => {
    for (const command of ['stop', 'status', 'list', 'ready', 'curl']) {
      const [one, other] = await Promise.all([runCli(['help', command]), runCli([command, '--help'])]);
      assert.deepEqual([one.code, other.code, one.stderr, one.stdout], [0, 0, '', other.stdout]);
      assert.match(one.stdout, new RegExp(`^Usage: kore-campaigns ${command} `));
    }
    assert.equal(kore.state().requests.length, 0);
  });
});

(process.platform === 'win32' ? describe.skip : describe)('The request that the command line prints', function () {
  this.timeout(30_000);
  const startRecorder = useRecorders();
  before(() => builtCli());

  it('is the documented stop request when a shell runs it, with the token from the environment', async () => {
    const recorder = await startRecorder(saysStopped);
    const printed = await runCli(['curl', ids.campaignId, ...streamOptions(recorder.origin)]);
    assert.equal(printed.code, 0);
    const env = { PATH: process.env.PATH ?? '', KORE_AUTH: 'not-a-real-token' };
    const { stdout } = await promisify(execFile)('sh', ['-c', printed.stdout], { env });
    assert.equal((JSON.parse(stdout) as { readonly status: string }).status, 'Stopped');
    const [request] = recorder.requests;
    assert.ok(request);
    assert.ok(
      request.target.endsWith(
        `/campaign//trigger/${ids.campaignId}?accountId=${ids.accountId}&campaignType=sms&trigger=stop`,
      ),
    );
    assert.deepEqual(
      [request.method, request.body, headerValues(request, 'auth')],
      ['POST', '{}', ['not-a-real-token']],
    );
  });
});
