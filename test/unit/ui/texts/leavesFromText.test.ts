import assert from 'node:assert/strict';

import { leavesFromText, type LeavesFrom } from '../../../../src/ui/texts/leavesFromText.ts';
import { assertNeutral, hostileTexts, reader } from '../support.ts';

const told = (from: LeavesFrom): string => leavesFromText(from, reader);

describe('From where requests leave', () => {
  it('is this computer, or the remote in which the extension runs', () => {
    const places: readonly (readonly [remoteName: string | undefined, place: string])[] = [
      [undefined, 'this computer'],
      ['ssh-remote', 'the computer at the other end of SSH'],
      ['wsl', 'WSL on this computer'],
      ['dev-container', 'the container'],
      ['codespaces', 'the codespace'],
      ['tunnel', 'the computer at the other end of the tunnel'],
      ['127.0.0.1:8080', 'the remote “127.0.0.1:8080”'],
    ];
    for (const [remoteName, place] of places) {
      const text = told(remoteName === undefined ? {} : { remoteName });
      assert.equal(text, `${place}; no proxy in VS Code's settings, so the system's counts`);
    }
  });

  it('names the proxy of the settings, without its user name and password', () => {
    for (const proxy of ['http://anna:s3cret@proxy.example.com:8080/', ' anna:s3cret@proxy.example.com:8080 ']) {
      assert.equal(told({ proxy }), 'this computer; proxy proxy.example.com:8080 (http.proxy)');
    }
    assert.equal(told({ proxy: 'http://anna:s3cret@[' }), 'this computer; the proxy in http.proxy');
  });

  it('names no proxy where VS Code uses none', () => {
    assert.equal(
      told({ proxy: 'http://p:1', proxySupport: 'off' }),
      'this computer; no proxy (http.proxySupport is off)',
    );
  });

  it('is plain text, whatever the settings hold', () => {
    for (const hostile of hostileTexts) assertNeutral(told({ remoteName: hostile, proxy: hostile }), 400);
  });
});
