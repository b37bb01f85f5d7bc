import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../../src/stop/outcome.ts';
import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import type { CallerDesk } from '../../../../src/ui/callers/callerDesk.ts';
import type { FlowOptions } from '../../../../src/ui/stopping/stopFlow.ts';
import { runStopTask } from '../../../../src/ui/tasks/runStopTask.ts';
import { ids } from '../../support/orders.ts';
import { deskOf, development, stopping } from '../callers/support.ts';

const definition = { type: 'kore', stream: 'Acme Dev', campaignId: ids.campaignId };
const { signal } = new AbortController();

/** Runs it; gives the code and the lines, those in green or red with the colour before them. */
async function run(
  given: unknown,
  desk: Partial<CallerDesk>,
  mayLeaveOut = false,
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const code = await runStopTask(given, {
    ...deskOf(desk),
    mayLeaveOut: () => mayLeaveOut,
    say: (text, colour) => void lines.push(colour === undefined ? text : `${colour}: ${text}`),
    signal,
  });
  return { code, lines };
}

describe('A task that stops a campaign', () => {
  it('says what it stops, that it asks, each step, and how it ended', async () => {
    const { code, lines } = await run(definition, {
      stop: (campaign, options) => {
        options.onStep?.({ kind: 'checking' });
        return stopping({ verdict: 'stopped', confirmedBy: 'status' })(campaign, options);
      },
    });
    assert.equal(code, 0);
    assert.deepEqual(lines, [
      `Stop of “Black Friday blast” (development): Acme Dev, platform.kore.ai, id …${ids.campaignId.slice(-5)}.`,
      'VS Code asks you now. Nothing is sent before your answer.',
      'Step checking',
      'green: It ended as stopped.',
    ]);
  });

  it('always asks, and ends with its terminal', async () => {
    const asked: { campaign: KnownCampaign; options: FlowOptions }[] = [];
    const extra = { agreed: true, alwaysConfirm: false, credential: {}, trying: signal };
    await run({ ...definition, ...extra }, { stop: stopping(undefined, asked) });
    const [{ campaign, options } = assert.fail()] = asked;
    assert.equal(campaign.stream, development);
    const { onStep, ...others } = options;
    assert.ok(onStep !== undefined);
    assert.deepEqual(others, { alwaysConfirm: true, askedBy: 'task', signal });
  });

  it('leaves the question out only where the person has said so, and says it', async () => {
    const asked: { campaign: KnownCampaign; options: FlowOptions }[] = [];
    const { lines } = await run(definition, { stop: stopping({}, asked) }, true);
    assert.equal(asked[0]?.options.agreed, true);
    assert.equal(lines[1], 'Not asked about: kore.tasks.stopDevelopmentWithoutAsking is on.');
  });

  for (const [outcome, code] of [
    [{ verdict: 'stopped', confirmedBy: 'reply' }, 4],
    [{ verdict: 'accepted' }, 4],
    [{ verdict: 'notStopped' }, 1],
    [{ verdict: 'unknown' }, 3],
  ] as const satisfies readonly (readonly [Partial<StopOutcome>, number])[]) {
    it(`is red and ends with ${code} for ${Object.values(outcome).join(' by ')}`, async () => {
      const ran = await run(definition, { stop: stopping(outcome) });
      assert.equal(ran.code, code);
      assert.equal(ran.lines.at(-1), `red: It ended as ${outcome.verdict}.`);
    });
  }

  it('ends with 1 when the person does not want it', async () => {
    const { code, lines } = await run(definition, { stop: stopping(undefined) });
    assert.deepEqual([code, lines.at(-1)], [1, 'red: Nothing was sent.']);
  });

  it('ends with 2, and asks for nothing, when it names no campaign', async () => {
    const { code, lines } = await run({ ...definition, campaignId: 'a b' }, {});
    assert.equal(code, 2);
    assert.match(lines.join('|'), /^red: campaignId: The campaign id has .* Nothing was sent\.$/);
  });

  it('says that nothing was sent when it fails before a request, and does not say so after one', async () => {
    const failing = (steps: number): CallerDesk['stop'] => {
      return (_, { onStep }) => {
        for (let step = 0; step < steps; step += 1) onStep?.({ kind: 'checking' });
        return Promise.reject(new Error('gone'));
      };
    };
    const { code, lines } = await run(definition, { stop: failing(0) });
    assert.deepEqual([code, lines.at(-1)], [1, 'red: Nothing was sent.']);
    await assert.rejects(run(definition, { stop: failing(1) }), /gone/);
  });
});
