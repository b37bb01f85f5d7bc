import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runningCampaignId } from '../../../src/practice/index.ts';
import { send, token } from './practiceClient.ts';
import { withSimulator } from './practiceSuite.ts';

describe('practice: the documented curl command', () => {
  const { simulator } = withSimulator();

  it('stops a campaign when its blanks are filled in', async () => {
    const { stream } = simulator();
    const curl = readFileSync(new URL('../../samples/stop.curl', import.meta.url), 'utf8')
      .replaceAll('{{streamId}}', stream.streamId)
      .replaceAll('{{campaignId}}', runningCampaignId)
      .replaceAll('{{accountId}}', stream.accountId)
      .replace('<token>', token(simulator()))
      .replace(/accountid: \w+/, `accountid: ${stream.accountId}`)
      .replace(/iid: [\w-]+/, `iid: ${stream.streamId}`);
    const headers = [...curl.matchAll(/--header '([^:]+): ([^']*)'/g)].map(([, name, value]) => [name, value]);
    const { status, json } = await send(simulator().origin, {
      target: /https:\/\/\{\{host\}\}([^']+)'/.exec(curl)?.[1] ?? '',
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: /--data '([^']*)'/.exec(curl)?.[1] ?? '',
    });
    assert.equal(status, 200);
    const sample = readFileSync(new URL('../../samples/stop-reply.json', import.meta.url), 'utf8');
    assert.deepEqual(Object.keys(json as object), Object.keys(JSON.parse(sample) as object));
  });
});
