import assert from 'node:assert/strict';

import { adminRequestText } from '../../../../src/ui/texts/adminRequestText.ts';
import { byHandText, byHandTitle, type ByHandFacts } from '../../../../src/ui/texts/byHandText.ts';
import { assertNeutral, campaign, hostileTexts, practiceStream, reader, stream } from '../support.ts';

const facts: ByHandFacts = { stream, campaignId: campaign.id, campaignName: 'Black Friday blast' };

describe('How to Stop by Hand', () => {
  it('has the way in numbered steps, with host, app, ids and whom to call', () => {
    assert.deepEqual(byHandText(facts, 'Dana, +49 30 1234', reader).split('\n'), [
      'How to Stop “Black Friday blast” by Hand',
      '',
      '1  Open https://platform.kore.ai',
      '   and sign in.',
      '2  Open the app “Acme Retail” (PRODUCTION).',
      `   Stream id: ${stream.streamId}`,
      `   Account id: ${stream.accountId}`,
      '3  Contact Center AI > Campaigns >',
      '   Proactive Outreach > Campaign Management',
      '4  Find “Black Friday blast”.',
      `   Campaign id: ${campaign.id}`,
      '5  Press Stop.',
      '6  Come back and run “Kore: Check Now”:',
      '   it asks Kore.ai whether it has stopped.',
      '',
      'No access? Ask: Dana, +49 30 1234',
      '',
    ]);
  });

  it('says how to set whom to call, where nobody is set', () => {
    for (const contact of ['', '  ', '\u200b'])
      assert.match(byHandText(facts, contact, reader), /\nNo access\? Ask an admin .*\n.*\nkore\.byHandContact/);
  });

  it('finds a campaign without a name by its id', () => {
    const text = byHandText({ stream, campaignId: campaign.id }, '', reader);
    assert.ok(text.includes(`4  Find the campaign with this id:\n   Campaign id: ${campaign.id}\n`), text);
    assert.equal(byHandTitle({ stream, campaignId: 'cd-1' }, reader), 'How to Stop “cd-1” by Hand');
  });

  it('says of practice that nothing is real', () => {
    assert.match(byHandText({ ...facts, stream: practiceStream }, '', reader), /nothing is real/);
    assert.ok(!byHandText(facts, '', reader).includes('practice'));
  });

  it('is plain text, whatever the names are, and its title fits into a path', () => {
    for (const hostile of [...hostileTexts, '../../etc/passwd', 'a/b\\c']) {
      const odd = {
        stream: { name: hostile, host: hostile, streamId: hostile, accountId: hostile },
        campaignId: hostile,
        campaignName: hostile,
      };
      assertNeutral(byHandText(odd, hostile, reader), 2500, true);
      assert.ok(!/[/\\]/.test(byHandTitle(odd, reader)));
    }
  });
});

describe('The request for an admin', () => {
  it('names the stream, the scope, and where secrets go', () => {
    const text = adminRequestText('Acme Retail', reader);
    assert.match(text, /^Please create a JWT app \(HS256, JWE and payload encryption off\) for “Acme Retail”, map it/);
    assert.match(text, /publish the app, and give me through the password manager: host/);
  });

  it('is plain text, whatever the name is', () => {
    for (const hostile of hostileTexts) assertNeutral(adminRequestText(hostile, reader), 500);
  });
});
