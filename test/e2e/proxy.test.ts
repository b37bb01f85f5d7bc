import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedProxy } from './proxyAndTls.ts';
import { sharedWindow } from './sharedWindow.ts';
import { pick, setCredential, showCampaigns, told } from './steps.ts';

describe('stopping over TLS and a proxy that VS Code is set to', () => {
  const campaigns = ['through', 'signIn', 'rate'].map((name) => campaign({ id: `cd-0-${name}`, name }));
  const kore = sharedKore({ campaigns });
  const way = sharedProxy(kore);
  const window = sharedWindow(() => ({
    env: way().env,
    settings: {
      'http.proxy': `http://someone:pass-word@${way().proxyAddress}`,
      'kore.streams': [entryOf(kore(), { host: way().host })],
      'kore.confirmStop': 'never',
    },
  }));

  before('set the credential', async () => {
    await showCampaigns(window(), 'Acme Retail');
    await setCredential(window(), undefined, kore().credential, 'Until this window closes or reloads');
    await window().campaigns.waitForRow('through');
  });
  afterEach(() => way().proxy.turnTo(way().lead));

  it('is stopped, and the proxy sees the host’s name and nothing more', async () => {
    const toast = await told(window(), () => pick(window(), 'cd-0-through'), /^Stopped: “through”/);
    assert.equal(toast.severity, 'info');
    assert.equal(statusAt(kore(), 'cd-0-through'), 'Stopped');
    assert.ok(way().proxy.targets.includes(`${way().host}:443`));
    for (const secret of ['auth:', 'trigger=', '/campaign/', 'cd-0-through']) {
      assert.ok(!way().proxy.text().includes(secret), secret);
    }
  });

  it('is NOT stopped when the proxy asks for a sign-in, and says which proxy', async () => {
    way().proxy.turnTo({ say: 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n' });
    const toast = await told(window(), () => pick(window(), 'cd-0-signIn'), /^NOT stopped: “signIn”/);
    const cause = `The proxy ${way().proxyAddress} asks for a sign-in (407). Nothing reached Kore.ai.`;
    assert.ok(toast.text.includes(cause), toast.text);
    assert.equal(toast.severity, 'error');
    assert.ok(!stopsAt(kore()).includes('cd-0-signIn'));
    await window().campaigns.waitForRow('signIn', ({ description }) => description === 'NOT stopped: proxy');
  });

  it('counts down to the next try when the rate limit is used up, and Cancel ends the waiting', async () => {
    kore().misbehave({ kind: 'rateLimited', call: 'stop', retryAfter: '40' });
    const { screen, page } = window();
    const secondsLeft = async (): Promise<number | undefined> => {
      const texts = (await window().toasts.read()).map(({ text }) => text);
      const [, seconds] = /rate limit is used up\. Next try in (\d+) s/.exec(texts.join('\n')) ?? [];
      return seconds === undefined ? undefined : Number(seconds);
    };
    const toast = await told(
      window(),
      async () => {
        await pick(window(), 'cd-0-rate');
        const first = await screen.waitFor('the countdown', secondsLeft);
        await screen.waitFor('the countdown to go on', async () => ((await secondsLeft()) ?? first) < first);
        await page.locator('.notification-toast .monaco-button', { hasText: 'Cancel' }).first().click();
      },
      /“rate”/,
    );
    assert.match(toast.text, /^NOT stopped: “rate” .*You stopped waiting/);
    assert.deepEqual(stopsAt(kore()).filter((id) => id === 'cd-0-rate').length, 1);
    assert.equal(statusAt(kore(), 'cd-0-rate'), 'Active');
  });
});
