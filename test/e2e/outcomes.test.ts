import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Simulator } from '../../src/practice/index.ts';
import type { StatusBarItem } from '../window/index.ts';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { pick, setCredential, showCampaigns, told } from './steps.ts';

const campaigns = Array.from({ length: 6 }, (_, n) =>
  campaign({ id: `cd-${String(n)}-retail`, name: `retail ${String(n)}` }),
);

/** A port where nothing listens until it is opened; then it leads to a Kore. */
async function latePort(to: () => Simulator): Promise<{ port: number; open(): Promise<void>; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(new URL(to().origin).port), '127.0.0.1');
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
    }
    socket.pipe(onward).pipe(socket);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  close();
  return { port, open: () => listen(port), close };
}

describe('how a stop that was tried stands', () => {
  // In no list of the first stream, so that its id leads to the one that has it in the settings.
  const paused = campaign({ id: 'cd-late', name: 'late', status: 'Paused' });
  const retail = sharedKore({ campaigns: [...campaigns, paused] });
  let late: Awaited<ReturnType<typeof latePort>> | undefined;
  before('find a port', async () => {
    late = await latePort(retail);
  });
  after('close the port', () => late?.close());
  const window = sharedWindow(() => ({
    settings: {
      'kore.streams': [
        entryOf(retail(), { tier: 'production' }),
        {
          ...entryOf(retail()),
          name: 'Acme Late',
          host: `http://127.0.0.1:${String(late?.port)}`,
          campaigns: [{ id: 'cd-late' }],
        },
      ],
      'kore.confirmStop': 'never',
      'kore.byHandContact': 'Dana, +49 30 1234',
      'kore.operatorName': 'Sam',
    },
  }));

  const itemSays = (text: RegExp, kind: StatusBarItem['kind'] = 'plain'): Promise<StatusBarItem> =>
    window().screen.waitFor(`${String(text)} in the status bar`, async () =>
      (await window().screen.statusBar()).find(
        (one) => one.id.endsWith('kore.stop') && text.test(one.text) && one.kind === kind,
      ),
    );
  const badge = (): Promise<string> =>
    window()
      .page.locator('.activitybar .action-item', { has: window().page.locator('.action-label[aria-label^="Kore"]') })
      .locator('.badge-content')
      .innerText();
  const badgeSays = (text: string): Promise<true> =>
    window().screen.waitFor(`the badge “${text}”`, async () => (await badge().catch(() => '')).trim() === text);

  before('set the credential', async () => {
    await showCampaigns(window(), 'Acme Retail');
    await setCredential(window(), 'Acme Retail', retail().credential, 'Until this window closes or reloads');
    await window().campaigns.waitForRow('retail 5');
  });

  it('is in the status bar, from Stopping to Stopped', async () => {
    await itemSays(/^Stop SMS/);
    retail().misbehave({ kind: 'slow', call: 'stop', delayMs: 3000 });
    await pick(window(), 'cd-0-retail');
    const stopping = await itemSays(/^Stopping 1…$/);
    assert.equal(stopping.ariaLabel, 'Stop SMS campaign, stopping 1');
    const stopped = await itemSays(/^Stopped \d\d:\d\d$/);
    assert.match(stopped.ariaLabel, /^Stop SMS campaign, stopped \d\d:\d\d$/);
    await badgeSays('');
  });

  it('is copied as a summary, by the row of the campaign', async () => {
    await window().campaigns.chooseFromMenu('retail 0', 'Copy Summary');
    const text = await window().screen.waitFor('the summary', async () => {
      const copied = await window().readClipboard();
      return copied.includes('Stop of “retail 0”') && copied;
    });
    assert.match(
      text,
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \(.*\) Stop of “retail 0” \(cd-0-retail\), Acme Retail, PRODUCTION, 127\.0\.0\.1:\d+\. Result: stopped, confirmed by Kore\.ai's status at \d\d:\d\d:\d\dZ\. Requests: 1\. .*By: Sam\.$/,
    );
    assert.ok(!text.includes(retail().credential.clientSecret));
  });

  it('is an error with a number at the icon when it is NOT stopped, until it was opened', async () => {
    retail().misbehave({ kind: 'answer', call: 'stop', status: 403 });
    await told(window(), () => pick(window(), 'cd-1-retail'), /^NOT stopped/);
    const one = await itemSays(/^NOT stopped$/, 'error');
    assert.equal(one.ariaLabel, 'Stop SMS campaign, 1 NOT stopped');
    await badgeSays('1');
    await window().page.locator(`[id="${one.id}"]`).click();
    await window().quickInput.waitForTitle('Stop SMS Campaign');
    await itemSays(/^(?:Stop SMS|Stopped)/);
    await badgeSays('');
    await window().page.keyboard.press('Escape');
    await window().campaigns.waitForRow('retail 1', (row) => row.description === 'NOT stopped: 403');
  });

  it('has a way by hand, filled in and with whom to call, that cannot be changed', async () => {
    await window().campaigns.chooseFromMenu('retail 1', 'How to Stop by Hand');
    const lines = window().page.locator('.editor-instance .view-lines');
    const text = await window().screen.waitFor('the document', async () => {
      const shown = (await lines.innerText().catch(() => '')).replaceAll('\u00a0', ' ');
      return shown.includes('Press Stop.') && shown;
    });
    for (const part of [
      'app “Acme Retail”',
      'Find “retail 1”. Campaign id: cd-1-retail',
      'No access? Ask: Dana, +49 30 1234',
    ])
      assert.ok(text.replace(/\s+/g, ' ').includes(part), text);
    await lines.click();
    await window().page.keyboard.type('x');
    assert.equal(await window().page.locator('.tab.active.dirty').count(), 0);
    await window().page.keyboard.press('Control+Alt+Shift+F7');
  });

  it('is not confirmed while it is UNKNOWN, and cleared by Check Now', async () => {
    retail().misbehave({ kind: 'answer', call: 'stop', status: 503, takesEffect: true });
    retail().misbehave({ kind: 'answer', call: 'status', status: 403 });
    const toast = await told(window(), () => pick(window(), 'cd-2-retail'), /^UNKNOWN/);
    assert.deepEqual(toast.buttons, ['Stop Again', 'Check Now', 'How to Stop by Hand']);
    await itemSays(/^1 stop not confirmed$/, 'warning');
    await badgeSays('1');
    retail().misbehave(undefined);
    const cleared = await told(
      window(),
      () => window().campaigns.chooseFromMenu('retail 2', 'Check Now'),
      /^Stopped: “retail 2” \(PRODUCTION\)\. Kore\.ai says Stopped \(\d\d:\d\d:\d\d\)/,
    );
    assert.equal(cleared.severity, 'info');
    await itemSays(/^Stopped \d\d:\d\d$/);
    await badgeSays('');
    await window().campaigns.waitForRow('retail 2', (row) =>
      /^Stopped \d\d:\d\d:\d\d, confirmed/.test(row.description),
    );
  });

  it('is put away by Mark as Seen where nothing confirms it, and its row goes on telling', async () => {
    retail().misbehave({ kind: 'answer', call: 'stop', status: 503 });
    retail().misbehave({ kind: 'answer', call: 'status', status: 403 });
    await told(window(), () => pick(window(), 'cd-3-retail'), /^UNKNOWN/);
    await itemSays(/^1 stop not confirmed$/, 'warning');
    await badgeSays('1');
    await window().campaigns.waitForRow('retail 3', (row) => row.description.startsWith('UNKNOWN since'));
    await window().campaigns.chooseFromMenu('retail 3', 'Mark as Seen');
    await itemSays(/^(?:Stop SMS|Stopped)/);
    await badgeSays('');
    await window().campaigns.waitForRow('retail 3', (row) => row.description.startsWith('UNKNOWN since'));
    retail().misbehave(undefined);
  });

  it('is tried until the host answers', async () => {
    await setCredential(window(), 'Acme Late', retail().credential, 'Until this window closes or reloads');
    const refused = await told(window(), () => pick(window(), 'cd-late', 'Acme Late'), /^NOT stopped/);
    assert.equal(refused.buttons[0], 'Keep Trying');
    await window().toasts.click(/^NOT stopped/, 'Keep Trying');
    await itemSays(/^Keeps trying…$/, 'warning');
    await window().toasts.waitFor(/^Keeps trying to stop .*Next try in \d s, gives up at/);
    await late?.open();
    await window().toasts.waitFor(/^Stopped: “cd-late”/);
    assert.equal(stopsAt(retail()).filter((id) => id === 'cd-late').length, 1);
    await itemSays(/^Stopped \d\d:\d\d$/);
  });

  it('is no longer tried after its key', async () => {
    late?.close();
    await told(window(), () => pick(window(), 'cd-4-late', 'Acme Late'), /^NOT stopped: .*No connection/);
    await window().toasts.click(/^NOT stopped: .*No connection/, 'Keep Trying');
    await itemSays(/^Keeps trying…$/, 'warning');
    await window().page.keyboard.press('Shift+Alt+K');
    await itemSays(/NOT stopped$/, 'error');
  });
});
