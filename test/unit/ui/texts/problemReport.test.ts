import assert from 'node:assert/strict';

import { problemReport, type ProblemFacts } from '../../../../src/ui/texts/problemReport.ts';
import { assertNeutral, hostileTexts, nowMs, reader, stream } from '../support.ts';

const campaignId = 'cd-9f3c1e70-2b64-5a8d-b1f7-60c4e92a7d35';
const odd = { ...stream, name: 'Odd bot', accountId: 'our_account', streamId: 'our_stream', iid: 'our_iid' };
const facts: ProblemFacts = {
  versions: [['Kore Campaigns', '0.1.0']],
  settings: [
    ['kore.confirmStop', 'always'],
    ['kore.refreshSeconds', 60],
  ],
  streams: [
    { stream: { ...stream, campaigns: [{ id: 'my_campaign' }] }, readiness: { kind: 'ready', atMs: nowMs } },
    { stream: odd, readiness: undefined },
  ],
  badEntries: 1,
  leavesFrom: 'this computer',
  log: [
    `POST https://platform.kore.ai/campaign/api/v2/public/${stream.streamId}/campaign/${campaignId}/status?accountId=${stream.accountId} 200`,
    'Readiness of Acme Retail, host: ok',
    'Readiness of Odd bot: our_account our_stream our_iid my_campaign cs-12345678-9abc',
    'An account of nobody: 0123456789abcdef01234567',
  ],
};
const report = problemReport(facts, nowMs, reader);

describe('a report of a problem', () => {
  it('has versions, settings, streams and the log', () => {
    for (const part of [
      'Kore Campaigns: 0.1.0',
      'kore.confirmStop: "always"',
      'kore.refreshSeconds: 60',
      'requests leave from: this computer',
      'entries that cannot be used: 1',
      'stream 1: PRODUCTION, platform.kore.ai, ',
      '1 campaigns in the settings, ready to stop, checked 03:12',
      '/status?accountId=…',
    ]) {
      assert.ok(report.includes(part), `${part} in ${report}`);
    }
  });

  it('has no whole id and no name of a stream', () => {
    const hidden = [stream, odd].flatMap(({ name, accountId, streamId }) => [name, accountId, streamId]);
    for (const text of [
      ...hidden,
      'our_iid',
      'my_campaign',
      campaignId,
      'cs-12345678-9abc',
      '0123456789abcdef01234567',
    ])
      assert.ok(!report.includes(text), text);
    assert.match(report, /Readiness of \(stream 1\), host: ok/);
    assert.match(report, /campaign\/cd-….{4,6}\/status/);
  });

  it('says that it was sent nowhere, and whom to send it to', () => {
    assert.match(report, /^A problem with Kore Campaigns\nNothing of this was sent anywhere/);
    assert.match(report, /Send it to whoever gave you this extension\./);
    const told = problemReport({ ...facts, sendTo: 'https://example.com/issues' }, nowMs, reader);
    assert.match(told, /Send it to: https:\/\/example\.com\/issues/);
  });

  it('says so where there is no log', () => {
    assert.match(problemReport({ ...facts, log: [] }, nowMs, reader), /LAST LINES OF THE LOG\n {2}\(none\)\n$/);
  });

  it('is plain text, whatever is in it', () => {
    for (const hostile of hostileTexts) {
      const told = problemReport({ ...facts, settings: [['kore.x', hostile]], log: [hostile] }, nowMs, reader);
      assertNeutral(told, 5000, true);
    }
  });
});
