import assert from 'node:assert/strict';
import { sharedForwarder } from './forwarder.ts';
import { campaign, entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { setCredential, showCampaigns } from './steps.ts';

describe('lists that are read by themselves', () => {
  const open = sharedKore({ campaigns: [campaign({ id: 'cd-open', name: 'Open', messagesPerMinute: 600 })] });
  const closed = sharedKore({ campaigns: [campaign({ id: 'cd-closed', name: 'Closed' })] });
  const toOpen = sharedForwarder(open);
  const toClosed = sharedForwarder(closed);
  const window = sharedWindow(() => ({
    settings: {
      'kore.refreshSeconds': 30,
      'kore.streams': [
        entryOf(open(), { name: 'Acme Open', host: toOpen().origin }),
        entryOf(closed(), { name: 'Acme Closed', host: toClosed().origin }),
      ],
    },
  }));
  /** Without the check of readiness, which asks for one campaign. */
  const lists = ({ calls }: ReturnType<typeof toOpen>): number =>
    calls.filter(({ target, body }) => target.includes('getAllCampaignDetails') && body.includes('"limit":50')).length;

  it('are those of open streams, and tell how fast a campaign sends', async () => {
    for (const [name, kore] of [
      ['Acme Open', open()],
      ['Acme Closed', closed()],
    ] as const) {
      await setCredential(window(), name, kore.credential, 'Until this window closes or reloads');
    }
    await showCampaigns(window(), 'Open');
    await window().campaigns.waitForRow('Closed');
    await window().campaigns.select('Acme Closed');
    await window().campaigns.waitForRow('Acme Closed', ({ expanded }) => expanded === false);
    const before = { open: lists(toOpen()), closed: lists(toClosed()) };
    const row = await window().campaigns.waitForRow(
      'Open',
      ({ description }) => /^Active · [\d,]+ sent · [\d,]+\/min · \d\d:\d\d:\d\d$/.test(description),
      60_000,
    );
    const perMinute = Number(/([\d,]+)\/min/.exec(row.description)?.[1]?.replace(',', ''));
    assert.ok(perMinute > 500 && perMinute < 700, row.description);
    assert.ok(lists(toOpen()) > before.open);
    assert.equal(lists(toClosed()), before.closed);
  });

  it('are read from one window, which the log says', async () => {
    await window().logs.waitFor(/Lists are read by themselves from this window now/);
  });
});
