import assert from 'node:assert/strict';

import type { StopReason } from '../../../../src/stop/index.ts';
import { readinessOf, type CheckResult } from '../../../../src/stop/readinessChecks.ts';
import type { KnownStream } from '../../../../src/texts/knownCampaign.ts';
import type { CheckedStream } from '../../../../src/ui/readiness/runReadiness.ts';
import { readinessReport } from '../../../../src/ui/texts/readinessReport.ts';
import { readinessSummary } from '../../../../src/ui/texts/readinessText.ts';
import {
  assertNeutral,
  assertPlainWords,
  everyDetail,
  hostileTexts,
  nowMs,
  reader,
  reasons,
  stream,
} from '../support.ts';

/** These are of stops alone, or not told. */
const neverOfChecks: readonly StopReason[] = [
  'notConfirmed',
  'notSendingNow',
  'stillRunning',
  'interrupted',
  'cancelled',
];

const allOk: readonly CheckResult[] = (
  ['input', 'credential', 'host', 'proxy', 'certificate', 'signIn', 'scope', 'clock'] as const
).map((check) => ({ check, result: 'ok' }));

function checked(name: string, more: readonly CheckResult[] = [], of: Partial<KnownStream> = {}): CheckedStream {
  return {
    stream: { ...stream, name, ...of },
    credential: { kind: 'none' },
    readiness: readinessOf([...allOk, ...more], nowMs),
  };
}
const refused = (name: string): CheckedStream =>
  checked(name, [{ check: 'scope', result: 'failed', reason: 'forbidden', httpStatus: 403 }]);
const cancelled = (name: string): CheckedStream =>
  checked(name, [{ check: 'host', result: 'unknown', reason: 'cancelled' }]);
const summary = (...all: readonly CheckedStream[]) => readinessSummary(all, reader);

describe('The summary of a readiness check', () => {
  it('says of one stream that it is ready, and what was not tested', () => {
    assert.deepEqual(summary(checked('Acme')), {
      severity: 'info',
      sentence: 'Ready to stop: “Acme”, checked 03:12:00. Not tested: the stop call itself.',
    });
  });

  it('says of one stream why it is not ready, and what to do', () => {
    const told = summary(refused('Acme'));
    assert.equal(told?.severity, 'error');
    assert.match(
      told.sentence,
      /^Not ready to stop: “Acme”\. Kore\.ai knows this credential but .*\(403\)\. .*publishes/,
    );
  });

  it('says what is wrong although a stop would work', () => {
    const told = summary(
      checked('Acme', [
        { check: 'campaigns', result: 'failed', reason: 'notFound', details: { missing: 3 } },
        { check: 'clock', result: 'failed', reason: 'clockSkew', details: { clockAheadMs: 90_000 } },
      ]),
    );
    assert.equal(
      told?.sentence,
      "Ready to stop: “Acme”, checked 03:12:00. Not tested: the stop call itself. This computer's clock is 1 min 30 s ahead of Kore.ai's: let the system set the time. Kore.ai does not know 3 of its campaigns in the settings.",
    );
  });

  it('is one for many: those that are not ready by name, with the first cause and advice', () => {
    const told = summary(checked('A'), refused('B'), checked('C'), refused('D'));
    assert.equal(told?.severity, 'error');
    assert.match(
      told.sentence,
      /^Not ready to stop: 2 of 4 streams: “B”, “D”\. “B”: Kore\.ai knows .*\(403\)\. An app admin/,
    );
    assert.equal(told.sentence.match(/\(403\)/g)?.length, 1);
  });

  it('names four at most', () => {
    const told = summary(...['A', 'B', 'C', 'D', 'E', 'F'].map(refused));
    assert.match(told?.sentence ?? '', /^Not ready to stop: 6 of 6 streams: “A”, “B”, “C”, “D”, 2 more\. “A”: /);
  });

  it('says that all are ready only when all were checked', () => {
    assert.match(
      summary(checked('A'), checked('B'))?.sentence ?? '',
      /^All 2 streams are ready to stop, checked 03:12:00\./,
    );
    assert.equal(
      summary(checked('A'), cancelled('B'), cancelled('C'))?.sentence,
      'Ready to stop: 1 of 3 streams, checked 03:12:00. You cancelled: 2 not checked.',
    );
    assert.match(
      summary(refused('A'), cancelled('B'))?.sentence ?? '',
      /^Not ready to stop: 1 of 2 streams: “A”\. You cancelled: 1 not checked\./,
    );
  });

  it('says nothing when all was cancelled', () => {
    assert.equal(summary(cancelled('A')), undefined);
    assert.equal(summary(), undefined);
  });

  it('has words for every reason, that talk of no stop that was sent', () => {
    for (const reason of reasons.filter((one) => !neverOfChecks.includes(one))) {
      for (const details of [{}, everyDetail]) {
        const told = summary(checked('A', [{ check: 'host', result: 'failed', reason, details }]));
        assertPlainWords(told?.sentence ?? '');
        assert.ok(!/the stop goes on|second stop/.test(told?.sentence ?? ''), told?.sentence);
      }
    }
  });
});

describe('The report of a readiness check', () => {
  it('names the credential that was refused, as the summary does', () => {
    const used = { label: 'client id …9c1e', keep: 'computer', setAtMs: nowMs } as const;
    const one = checked('A', [{ check: 'signIn', result: 'failed', reason: 'unauthorized', httpStatus: 401 }]);
    const yours = /Yours: client id …9c1e, set Nov 23 03:12:00; it is kept\./;
    const report = readinessReport([{ ...one, used }], 'x', nowMs, reader);
    assert.match(report.replaceAll(/\s+/g, ' '), yours);
    assert.match(summary({ ...one, used })?.sentence ?? '', yours);
  });

  it('has each check of each stream, how it went, and from where requests leave', () => {
    const bad = checked('B', [
      { check: 'scope', result: 'failed', reason: 'forbidden', httpStatus: 403 },
      { check: 'clock', result: 'unknown' },
    ]);
    const missing = { check: 'campaigns', result: 'failed', reason: 'notFound', httpStatus: 404 } as const;
    const good = checked('A', [{ ...missing, details: { missing: 2, campaignId: 'cd-12345' } }], {
      campaigns: [{ id: 'cd-12345' }, { id: 'cd-2' }],
      host: 'http://127.0.0.1:9',
    });
    assert.equal(
      readinessReport([good, bad], 'this computer; proxy p:1', nowMs, reader),
      `Would a stop work? Checked Nov 23 03:12:00
No stop was sent. Not tested: the stop call itself.
Requests leave from: this computer; proxy p:1

A (PRODUCTION), 127.0.0.1:9: ready to stop
  ok            Setting of the stream
  ok            Credential on this computer
  ok            Host answers
  ok            Proxy, if there is one, lets it through
  not needed    Certificate of the host
  ok            Kore.ai accepts the credential
  ok            Allowed to manage campaigns (API scope)
  ok            This computer's clock
  FAILED        Campaigns in the settings are known to Kore.ai (404)
                Not known: cd-12345 and 1 more

B (PRODUCTION), platform.kore.ai: NOT READY
  ok            Setting of the stream
  ok            Credential on this computer
  ok            Host answers
  ok            Proxy, if there is one, lets it through
  ok            Certificate of the host
  ok            Kore.ai accepts the credential
  FAILED        Allowed to manage campaigns (API scope) (403)
                Kore.ai knows this credential but does not let it manage
                campaigns (403).
                An app admin ticks Contact Center > Campaign Management in App
                Settings > Dev Tools > API Scope, saves, and publishes:
                unpublished scopes have no effect. An app that is not mapped to
                the scope has none either.
  not reached   This computer's clock
  none there    Campaigns in the settings are known to Kore.ai
`,
    );
  });

  it('tells what is not known from what failed', () => {
    const report = readinessReport(
      [checked('A', [{ check: 'host', result: 'unknown', reason: 'noAnswer' }])],
      'x',
      nowMs,
      reader,
    );
    assert.match(report, /: NOT KNOWN whether ready\n/);
    assert.match(report, /\n {2}not known {5}Host answers\n/);
  });

  it('is plain text, whatever the settings and the server hold', () => {
    for (const hostile of hostileTexts) {
      const details = Object.fromEntries(Object.keys(everyDetail).map((key) => [key, hostile]));
      const one = checked(hostile, [{ check: 'host', result: 'failed', reason: 'redirected', details }], {
        host: hostile,
      });
      const campaigns: CheckResult = {
        check: 'campaigns',
        result: 'failed',
        reason: 'notFound',
        details: { campaignId: hostile },
      };
      for (const line of readinessReport([one, checked('A', [campaigns])], 'x', nowMs, reader).split('\n')) {
        assertNeutral(line, 600);
      }
      assertNeutral(summary(one)?.sentence ?? '', 1000);
      assertNeutral(summary(one, refused('B'))?.sentence ?? '', 1200);
    }
  });
});
