import assert from 'node:assert/strict';
import type { PracticeCampaign } from '../../src/practice/index.ts';
import type { VsCodeWindow } from '../window/index.ts';
import { sharedForwarder } from './forwarder.ts';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import {
  acceptInPicker,
  hoverOver,
  openPicker,
  pick,
  sayYes,
  setCredential,
  showCampaigns,
  told,
  typeClientSecret,
} from './steps.ts';

/** High enough for 50 rows: only rows in view can be read. */
const highWindow = { width: 1280, height: 1600 };

const onTheirWay = ['Active', 'Preparing', 'Scheduled', 'Rescheduled'] as const;
const atRest = ['Stopped', 'Completed', 'Ready', 'Paused'] as const;

/** Sixty, each newer than the one before; every tenth is at rest. */
const sixty: readonly PracticeCampaign[] = Array.from({ length: 60 }, (_, n) =>
  campaign({
    id: `cd-many-${String(n)}`,
    name: `Many ${String(n)}`,
    status: (n % 10 === 9 ? atRest[((n - 9) / 10) % 4] : onTheirWay[n % 4]) ?? 'Active',
    createdAt: new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString(),
  }),
);
const sending = sixty.filter(({ status }) => onTheirWay.some((one) => one === status));

const tree = '[role=tree][aria-label^="Campaigns"]';

async function labelsUnder(window: VsCodeWindow, stream: string): Promise<readonly string[]> {
  const rows = await window.campaigns.rows();
  const first = rows.findIndex(({ label, level }) => level === 1 && label === stream) + 1;
  const next = rows.findIndex(({ level }, index) => index >= first && level === 1);
  return rows.slice(first, next === -1 ? undefined : next).map(({ label }) => label);
}

/** Until these are the rows of a stream, in any order; gives them in theirs. */
function untilUnder(window: VsCodeWindow, stream: string, wanted: readonly string[]): Promise<readonly string[]> {
  const all = JSON.stringify([...wanted].sort());
  return window.screen.waitFor(`the rows of ${stream}: ${all}`, async () => {
    const labels = await labelsUnder(window, stream);
    return JSON.stringify([...labels].sort()) === all && labels;
  });
}

/** Moves to a row of the tree by the keyboard, and presses Enter. */
async function enterOn(window: VsCodeWindow, label: string): Promise<void> {
  const rows = window.page.locator(tree);
  await rows.focus();
  await rows.press('End');
  await window.screen.waitFor(`the focus on ${label}`, async () => {
    const focused = await rows.locator('.monaco-list-row.focused .label-name').innerText();
    if (focused === label) return true;
    await rows.press('ArrowUp');
    return false;
  });
  await rows.press('Enter');
}

describe('campaign lists', () => {
  const kore = sharedKore({ campaigns: sixty });
  const many = sharedForwarder(kore);
  const quiet = sharedKore({
    campaigns: atRest.map((status) => campaign({ id: `cd-${status}`, name: status, status })),
  });
  const keyless = sharedKore({ campaigns: [campaign({ id: 'cd-new-1', name: 'New 1' })] });
  const window = sharedWindow(() => ({
    size: highWindow,
    settings: {
      'kore.streams': [
        entryOf(kore(), {
          name: 'Acme Retail',
          host: many().origin,
          campaigns: [{ id: 'cd-many-58', name: 'Mine' }, { id: 'cd-many-0' }, { id: 'cd-unlisted', name: 'Unlisted' }],
        }),
        entryOf(quiet(), { name: 'Acme Quiet' }),
        entryOf(keyless(), { name: 'Acme Keyless' }),
      ],
    },
  }));
  /** Without the check of readiness that the opened view begins: it asks for one campaign. */
  const lists = () =>
    many().calls.filter(({ target, body }) => target.includes('getAllCampaignDetails') && body.includes('"limit":50'));

  before('have credentials before the view is opened', async () => {
    for (const [name, { credential }] of [
      ['Acme Retail', kore()],
      ['Acme Quiet', quiet()],
    ] as const) {
      await setCredential(window(), name, credential, 'Until this window closes or reloads');
    }
  });

  it('asks for nothing before the view is opened', () => {
    assert.deepEqual(many().calls, []);
    assert.deepEqual(quiet().state().requests, []);
  });

  it('shows the newest 50 that send or are about to, with the configured ones, each once', async () => {
    await showCampaigns(window(), 'Many 57');
    await window().campaigns.waitForRow('Acme Retail', ({ description }) =>
      /^staging · 14 sending · ready \d\d:\d\d$/.test(description),
    );
    const newest = sending.slice(-50).map(({ id, name }) => (id === 'cd-many-58' ? 'Mine' : name));
    const labels = await untilUnder(window(), 'Acme Retail', [...newest, 'cd-many-0', 'Unlisted', 'Show 4 more of 54']);
    assert.equal(labels.at(-1), 'Show 4 more of 54');
    const unlisted = await window().campaigns.waitForRow('Unlisted');
    assert.equal(unlisted.description, 'state not read');
    const mine = await window().campaigns.waitForRow('Mine');
    assert.match(mine.description, /^Scheduled · 1,000 sent · \d\d:\d\d:\d\d$/);
  });

  it('asked for them with the documented filter, once', () => {
    const [call, ...more] = lists();
    assert.deepEqual(more, []);
    const { accountId, streamId } = kore().stream;
    assert.equal(
      call?.target,
      `/campaign/api/v2/public/${streamId}/campaign/getAllCampaignDetails?accountId=${accountId}`,
    );
    assert.deepEqual(JSON.parse(call.body), {
      limit: 50,
      skip: 0,
      page: 1,
      type: 'sms',
      sortBy: { createdAt: 'desc' },
      filters: { status: ['Active', 'Preparing', 'Scheduled', 'Rescheduled'] },
    });
  });

  it('shows the rest by its last row, and reads nothing else for that', async () => {
    await window().campaigns.select('Show 4 more of 54');
    await window().screen.waitFor('all that send', async () => {
      const labels = await labelsUnder(window(), 'Acme Retail');
      return labels.length === sending.length + 1 && !labels.some((label) => label.startsWith('Show '));
    });
    const bodies = lists().map(({ body }) => JSON.parse(body) as { skip: number });
    assert.deepEqual(
      bodies.map(({ skip }) => skip),
      [0, 50],
    );
  });

  it('shows what is at rest, too, where that is asked for, in the row that says that nothing sends', async () => {
    await window().campaigns.clickInline(/^Nothing is sending/, 'Show All');
    await untilUnder(window(), 'Acme Quiet', atRest);
    await window()
      .page.locator('.part.sidebar .composite.title', { hasText: /Campaigns \(all, at rest too\)/i })
      .waitFor();
    await window().campaigns.waitForRow('Completed', ({ ariaLabel }) =>
      /^Completed, run to its end, 1,000 sent, staging, read \d\d:\d\d/.test(ariaLabel),
    );
    await window().runCommand('Kore: Show Only Sending or About To');
    await window().campaigns.waitForRow(/^Nothing is sending \(read/);
    await window()
      .page.locator('.part.sidebar .composite.title', { hasText: /at rest/i })
      .waitFor({ state: 'hidden' });
  });

  it('puts a pinned stream first, and back', async () => {
    const first = async (): Promise<string | undefined> => (await window().campaigns.rows())[0]?.label;
    await window().screen.waitFor('the first stream', async () => (await first()) === 'Acme Retail');
    await window().campaigns.clickInline('Acme Quiet', 'Pin Stream');
    await window().screen.waitFor('the pinned stream to be first', async () => (await first()) === 'Acme Quiet');
    await window().campaigns.chooseFromMenu('Acme Quiet', 'Unpin Stream');
    await window().screen.waitFor('the order of the settings', async () => (await first()) === 'Acme Retail');
  });

  it('reads again by Refresh, of one stream by its button, of all from the palette', async () => {
    const row = { id: 'cd-fresh', name: 'Fresh', status: 'Active', totalMessagesSent: 7 };
    const body = JSON.stringify({ status: 'success', data: { results: [row], hasMore: false } });
    kore().misbehave({ kind: 'answer', call: 'list', status: 200, body }, 1);
    const before = { many: lists().length, quiet: quiet().state().requests.length };
    await window().campaigns.clickInline('Acme Retail', 'Refresh');
    await window().campaigns.waitForRow('Fresh', ({ description }) => description.startsWith('Active · 7 sent'));
    await untilUnder(window(), 'Acme Retail', ['Fresh', 'Mine', 'Unlisted', 'cd-many-0']);
    assert.equal(quiet().state().requests.length, before.quiet);
    await window().runCommand('Kore: Refresh');
    await window().campaigns.waitForRow('Many 57');
    await window().screen.waitFor('the list of the other', () => quiet().state().requests.length > before.quiet);
    assert.deepEqual([lists().length, quiet().state().requests.length], [before.many + 2, before.quiet + 1]);
  });

  it('says so where nothing is sending', async () => {
    await window().campaigns.waitForRow(/^Nothing is sending \(read \d\d:\d\d:\d\d\)$/);
    await window().screen.waitFor(
      'this row alone',
      async () => (await labelsUnder(window(), 'Acme Quiet')).length === 1,
    );
  });

  it('is a row with status and advice where Kore refuses, and a stop by pasted id still works', async () => {
    quiet().misbehave({ kind: 'answer', call: 'list', status: 403 });
    await window().campaigns.clickInline('Acme Quiet', 'Refresh');
    const row = await window().campaigns.waitForRow("Can't list campaigns: 403");
    assert.equal(row.description, 'a stop would likely fail too');
    assert.match(row.ariaLabel, /does not let it manage campaigns \(403\)\. .*API Scope.*publishes/);
    const toast = await told(
      window(),
      () => enterOn(window(), "Can't list campaigns: 403"),
      /^Can't list the campaigns of/,
    );
    assert.match(toast.text, /“Acme Quiet”.*\(403\).*publish.* A stop by campaign id can still be tried\.$/);
    assert.deepEqual([toast.severity, toast.buttons], ['error', ['Refresh', 'Show Log']]);
    await pick(window(), 'cd-Paused');
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.equal(statusAt(quiet(), 'cd-Paused'), 'Stopped');
  });

  it('keeps what was read before next to a failed list, and goes on when it can be read again', async () => {
    kore().misbehave({ kind: 'answer', call: 'list', status: 503 });
    await window().campaigns.clickInline('Acme Retail', 'Refresh');
    await window().campaigns.waitForRow("Can't list campaigns: 503");
    await window().campaigns.waitForRow('Many 57');
    const explain = () => window().campaigns.select("Can't list campaigns: 503");
    const toast = await told(window(), explain, /^Can't list the campaigns of “Acme Retail”/);
    assert.match(toast.text, /A stop by campaign id can still be tried\.$/);
    kore().misbehave(undefined);
    await window().campaigns.clickInline("Can't list campaigns: 503", 'Refresh');
    await window().screen.waitFor('the failure to go', async () =>
      (await window().campaigns.rows()).every(({ label }) => label !== "Can't list campaigns: 503"),
    );
  });

  it('is the way to a credential where there is none: Enter starts it, and then the list is read', async () => {
    const row = await window().campaigns.waitForRow('Set Credential…');
    assert.equal(row.description, 'none on this computer');
    assert.deepEqual(keyless().state().requests, []);
    await enterOn(window(), 'Set Credential…');
    await window().quickInput.waitForTitle(/^Credential for “Acme Keyless”/);
    await typeClientSecret(window(), keyless().credential, 'Until this window closes or reloads');
    await window().campaigns.waitForRow('New 1');
    await window().screen.waitFor('the row without a credential to go', async () =>
      (await window().campaigns.rows()).every(({ label }) => label !== 'Set Credential…'),
    );
  });
});

describe('names that mean harm', () => {
  const link = '[x](command:workbench.action.closeWindow)';
  /** What Kore says, and what is then to be seen. */
  const names: readonly (readonly [what: string, name: string, shown: string])[] = [
    ['a link', `Sale ${link}`, 'Sale [x] (command:workbench.action.closeWindow)'],
    ['an icon', '$(alert) Sale &now $(sync~spin)', '$ (alert) Sale &now $ (sync~spin)'],
    ['line breaks', 'Sale\n\nState: Stopped\r\n\u2028Nothing', 'Sale State: Stopped Nothing'],
    ['a right-to-left override', 'Sale \u202Eevitca\u202C \u2066now\u2069\u200B', 'Sale evitca now'],
    ['10 kB', `Sale ${'x'.repeat(10_000)}`, `Sale ${'x'.repeat(114)}…`],
    [
      'markup',
      '<b>Sale</b> <img src=x onerror=alert(1)> &amp; **now** `x`',
      '<b>Sale</b> <img src=x onerror=alert(1)> &amp; **now** `x`',
    ],
  ];
  const kore = sharedKore({
    campaigns: names.map(([, name], n) =>
      campaign({
        id: `cd-harm-${String(n)}`,
        name,
        contactLists: [name],
        content: { format: 'simple', text: name },
      }),
    ),
  });
  const streamName = `$(flame) Acme ${link}`;
  const streamShown = '$ (flame) Acme [x] (command:workbench.action.closeWindow)';
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': [entryOf(kore(), { name: streamName, tier: 'production' })] },
  }));

  /** Nothing there that VS Code brings to life. */
  const assertDead = async (where: string): Promise<void> => {
    const places = window().page.locator(where);
    assert.ok((await places.count()) > 0, where);
    const alive = places.locator('a, img, b, strong, code, .codicon');
    assert.deepEqual(
      await alive.evaluateAll((found: readonly { outerHTML: string }[]) => found.map(({ outerHTML }) => outerHTML)),
      [],
    );
  };

  before('see the campaigns', async () => {
    await showCampaigns(window(), 'Set Credential…');
    await assertDead(`${tree} :is(.label-name, .label-description)`);
    await window().campaigns.waitForRow(streamShown);
    await window().campaigns.select('Set Credential…');
    await typeClientSecret(window(), kore().credential, 'Until this window closes or reloads');
    await window().campaigns.waitForRow(/^Sale/);
  });

  names.forEach(([what, , shown], n) => {
    it(`is plain text everywhere: ${what}`, async () => {
      const id = `cd-harm-${String(n)}`;
      const { label, ariaLabel } = await window().campaigns.waitForRow(shown);
      assert.ok(ariaLabel.startsWith(`${label}, sending`), ariaLabel);
      await assertDead(`${tree} :is(.label-name, .label-description)`);

      const hover = await hoverOver(window(), shown, id);
      const tooltip = (await hover.innerText()).split('\n');
      assert.deepEqual(tooltip.slice(0, 3), [shown, `${streamShown} (PRODUCTION)`, id]);
      assert.equal(tooltip.length, 7, tooltip.join('\n'));
      await assertDead('.workbench-hover');
      await window().page.mouse.move(700, 400);

      await openPicker(window());
      await window().quickInput.type(id);
      const row = await window().quickInput.waitForRow(shown);
      assert.doesNotMatch(row.detail, /[\n\u2028\u202e\u2066]|\]\(|\$\(/u);
      await assertDead('.quick-input-list :is(.label-name, .label-description)');
      await acceptInPicker(window());

      const toast = await told(
        window(),
        async () => {
          const asked = await window().dialog.waitFor(`Stop “${shown}” in PRODUCTION?`);
          const lines = asked.detail.split('\n').map((line) => /^[A-Z]\w+/.exec(line)?.[0] ?? '');
          assert.deepEqual(lines, ['Stream', 'State', 'To', 'Text', 'Last', '', 'Texts'], asked.detail);
          await assertDead('.monaco-dialog-box .dialog-message-container');
          await sayYes(window(), asked.message);
        },
        /^Stopped: /,
      );
      assert.ok(toast.text.startsWith(`Stopped: “${shown}” (PRODUCTION). `), toast.text);
      await assertDead('.notification-list-item-message');
      assert.ok(window().toasts.shown.every(({ links }) => links.length === 0));
      assert.deepEqual(
        stopsAt(kore()).filter((one) => one === id),
        [id],
      );
    });
  });
});

describe('a view of nothing', () => {
  const window = sharedWindow();
  const door = (name: string) => window().page.locator('.part.sidebar .welcome-view').getByRole('button', { name });

  before('open it', async () => {
    await window().openKoreView();
    await door('Add a Stream').waitFor();
  });

  it('says what it is for and has two doors', async () => {
    const text = await window().sideBarText();
    assert.match(text, /Stop a Kore\.ai SMS campaign from here, and know for sure whether it stopped\./);
    assert.match(text, /One minute, no account, nothing real\./);
    assert.match(text, /Needs: host, account id, stream id, client id and secret\./);
  });

  it('leads to practice by Try It on a Practice Campaign', async () => {
    await door('Try It on a Practice Campaign').click();
    const row = await window().campaigns.waitForRow('Practice (simulator)');
    assert.equal(row.description, 'nothing real');
    await window().campaigns.waitForRow(/.*/, ({ description }) => description.startsWith('Active'));
    await door('Add a Stream').waitFor({ state: 'hidden' });
  });
});
