import assert from 'node:assert/strict';

import type { StopReason } from '../../../../src/stop/index.ts';
import { readinessOf, whereItEnded } from '../../../../src/stop/readinessChecks.ts';
import type { ReadinessCandidate } from '../../../../src/stop/checkAllReadiness.ts';
import type { KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { checkProduction } from '../../../../src/ui/readiness/checkProduction.ts';
import { nowMs, practiceStream, stream, without } from '../support.ts';

const named = (name: string, more: Partial<KnownStream> = {}): KnownStream => ({
  ...stream,
  name,
  streamId: `st-${name}`,
  campaigns: [{ id: 'cd-1' }],
  ...more,
});

/** Streams by name; `ends`: with what the call to each ends, nothing for a good end. */
async function check(streams: readonly KnownStream[], ends: Readonly<Record<string, StopReason>>, evenOffline = false) {
  const asked: ReadinessCandidate[] = [];
  const told: (readonly [failing: readonly string[], all: readonly string[]])[] = [];
  const remembered: string[] = [];
  const names = (all: readonly { readonly stream: { readonly name: string } }[]) => all.map((one) => one.stream.name);
  const result = await checkProduction(
    {
      board: { streams: () => streams },
      readiness: {
        lookUp: ({ name }) =>
          Promise.resolve(
            name.startsWith('bare')
              ? { kind: 'none' }
              : { kind: 'found', keep: 'computer', credential: { kind: 'token', token: 'opaque' } },
          ),
        remember: ({ name }) => Promise.resolve(void remembered.push(name)),
        describe: () => Promise.resolve({ label: 'token', keep: 'computer' }),
      },
      online: () =>
        Promise.resolve({
          checkAllReadiness: (candidates, { onResult }) => {
            asked.push(...candidates);
            const results = candidates.map((candidate) => {
              const reason = ends[candidate.stream.name];
              const end = reason === undefined ? undefined : whereItEnded(reason);
              const passed = end?.passed ?? (['host', 'proxy', 'certificate', 'signIn', 'scope', 'clock'] as const);
              const made = [...(['input', 'credential'] as const), ...passed].map((one) => ({
                check: one,
                result: 'ok' as const,
              }));
              const last = end === undefined ? [] : [{ check: end.check, result: end.result, reason }];
              const readiness = readinessOf([...made, ...last] as Parameters<typeof readinessOf>[0], nowMs);
              onResult?.(candidate, readiness);
              return readiness;
            });
            return Promise.resolve(results);
          },
        }),
      tell: (failing, all) => void told.push([names(failing), names(all)]),
    },
    { signal: new AbortController().signal, evenOffline },
  );
  return { result, asked, told, remembered };
}

describe('The daily check of production streams', () => {
  it('asks those with production campaigns or without a tier that have a credential here, by one call each', async () => {
    const streams = [
      named('one'),
      without(named('untold'), 'tier'),
      named('staging', { tier: 'staging' }),
      named('development', { tier: 'development' }),
      named('bare'),
      practiceStream,
    ];
    const { asked, remembered, told, result } = await check(streams, {});
    assert.deepEqual(
      asked.map((one) => [one.stream.name, one.campaignIds]),
      [
        ['one', []],
        ['untold', []],
      ],
    );
    assert.deepEqual(remembered, ['one', 'untold']);
    assert.deepEqual([told, result], [[], 'checked']);
  });

  it('tells only what fails', async () => {
    const ends = { two: 'forbidden', three: 'serverError' } as const;
    const { told, result } = await check([named('one'), named('two'), named('three')], ends);
    assert.deepEqual(told, [[['two'], ['one', 'two']]]);
    assert.equal(result, 'checked');
  });

  it('tells nothing where nothing can be known today', async () => {
    assert.deepEqual((await check([named('one')], { one: 'rateLimited' })).told, []);
  });

  it('tells nothing of a computer without a network, unless that goes on', async () => {
    const streams = [named('one'), named('two')];
    const ends = { one: 'noConnection', two: 'noConnection' } as const;
    const quiet = await check(streams, ends);
    assert.deepEqual([quiet.told, quiet.result], [[], 'offline']);
    const loud = await check(streams, ends, true);
    assert.deepEqual(
      [loud.told, loud.result],
      [
        [
          [
            ['one', 'two'],
            ['one', 'two'],
          ],
        ],
        'offline',
      ],
    );
  });

  it('tells of one host that cannot be reached while another can', async () => {
    const { told, result } = await check([named('one'), named('two')], { two: 'noConnection' });
    assert.deepEqual([told, result], [[[['two'], ['one', 'two']]], 'checked']);
  });

  it('asks nobody where there is nothing to check', async () => {
    const { asked, result } = await check([named('bare'), practiceStream], {});
    assert.deepEqual([asked, result], [[], 'checked']);
  });
});
