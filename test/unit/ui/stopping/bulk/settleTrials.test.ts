import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../../../src/stop/index.ts';
import { streamKey } from '../../../../../src/streams/streamKey.ts';
import type { FoundCredential } from '../../../../../src/ui/credentials/credentialStore.ts';
import { settleTrials } from '../../../../../src/ui/stopping/bulk/settleTrials.ts';
import type { BulkResult } from '../../../../../src/ui/texts/bulkSummaryText.ts';
import { campaign, outcome, stream } from '../../support.ts';

const other = { ...stream, streamId: 'st-other' };
const credential = { kind: 'token', token: 'opaque' } as const;
const kept: FoundCredential = { kind: 'found', credential, keep: 'computer' };
const onTrial: FoundCredential = { kind: 'found', credential, keep: 'window', onTrial: 'computer' };
const stopped = outcome({ verdict: 'stopped', confirmedBy: 'reply' });
const refused = outcome({ verdict: 'notStopped', reason: 'unauthorized' });
const here = (id: string, ended: StopOutcome): BulkResult => ({ campaign: { ...campaign, id }, outcome: ended });
const there = (id: string, ended: StopOutcome): BulkResult => ({
  campaign: { ...campaign, stream: other, id },
  outcome: ended,
});

type Settled = readonly [streamId: string, used: FoundCredential, outcomes: readonly StopOutcome[]];

function settle(
  results: readonly BulkResult[],
  ofHere: FoundCredential,
  ofThere: FoundCredential,
  nothingSent = false,
): readonly Settled[] {
  const settled: Settled[] = [];
  settleTrials(
    results.map((one) => one.campaign),
    new Map([
      [streamKey(stream), ofHere],
      [streamKey(other), ofThere],
    ]),
    { settleTrial: ({ streamId }, used, outcomes) => settled.push([streamId, used, outcomes]) },
    nothingSent ? undefined : results,
  );
  return settled;
}

describe('What is on trial in a stop of several', () => {
  const results = [here('cd-1', refused), there('cd-2', stopped), here('cd-3', stopped)];

  it('is settled once for its stream, by the stops in that stream alone', () => {
    assert.deepEqual(settle(results, onTrial, kept), [[stream.streamId, onTrial, [refused, stopped]]]);
    assert.deepEqual(settle(results, kept, onTrial), [[other.streamId, onTrial, [stopped]]]);
  });

  it('is settled by none that was on its way already: another credential can have signed that', () => {
    const joined = [{ ...here('cd-1', stopped), joined: true }, here('cd-3', refused)];
    assert.deepEqual(settle(joined, onTrial, kept), [[stream.streamId, onTrial, [refused]]]);
  });

  it('is settled where nothing was sent after all, and what is kept never is', () => {
    assert.deepEqual(settle(results, onTrial, kept, true), [[stream.streamId, onTrial, []]]);
    assert.deepEqual(settle(results, kept, kept), []);
  });
});
