import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { proxyFor, proxyLabel } from '../../../src/cli/environmentFetch.ts';
import type { StopOutcome } from '../../../src/stop/index.ts';
import { kore, saysState, saysStopped } from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import { builtCli, credentialVariables, runCli, streamOptions } from '../support/cliRuns.ts';
import { startConnectProxy, type ConnectAnswer } from '../support/connectProxy.ts';
import { ids } from '../support/orders.ts';
import { refusedPort, useRecorders, useServers } from '../support/recorder.ts';

const said = (status: string, body: string): ConnectAnswer => {
  return { say: `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}` };
};

describe('A stop from the command line through a proxy', function () {
  this.timeout(30_000);
  const startServer = useServers();
  const startRecorder = useRecorders();
  const host = 'kore.example:8443';
  const authority = makeCertificate({ name: 'Test Root', isAuthority: true });
  const { cert, key } = makeCertificate({ name: 'kore', dnsNames: ['kore.example'], issuer: authority });
  let folder = '';

  before(async () => {
    await builtCli();
    folder = await mkdtemp(join(tmpdir(), 'kore-cli-'));
    await writeFile(join(folder, 'root.pem'), authority.cert);
  });
  after(() => rm(folder, { recursive: true }));

  async function stop(variables: Readonly<Record<string, string>>, ...more: readonly string[]) {
    const run = await runCli(['stop', ids.campaignId, ...streamOptions(host), '--yes', ...more], {
      env: { ...credentialVariables, NODE_EXTRA_CA_CERTS: join(folder, 'root.pem'), ...variables },
    });
    return { ...run, outcome: () => JSON.parse(run.stdout) as StopOutcome };
  }

  for (const variable of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
    it(`goes the way that ${variable} names, and the proxy sees the host’s name alone`, async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }), { cert, key });
      const proxy = await startConnectProxy(startServer, { leadTo: recorder });
      // Without a scheme as well: everybody means http.
      const address = variable === 'ALL_PROXY' ? `127.0.0.1:${proxy.port}` : `http://127.0.0.1:${proxy.port}`;
      const { code, outcome } = await stop({ [variable]: address }, '--json');
      assert.deepEqual([code, outcome().verdict, outcome().confirmedBy], [0, 'stopped', 'status']);
      assert.deepEqual([...new Set(proxy.targets)], [host]);
      assert.ok(!proxy.text().includes('accountId') && !proxy.text().includes('eyJ'));
    });
  }

  it('signs in at the proxy, and prints neither name nor password', async () => {
    const proxy = await startConnectProxy(startServer, said('407 Proxy Authentication Required', ''));
    const address = `http://person:not-a-password@127.0.0.1:${proxy.port}`;
    const { code, stdout, stderr } = await stop({ HTTPS_PROXY: address, DEBUG: '*' }, '--verbose');
    assert.equal(code, 1);
    assert.ok(proxy.text().includes(`Basic ${Buffer.from('person:not-a-password').toString('base64')}`));
    assert.ok(!`${stdout}${stderr}`.includes('not-a-password') && !`${stdout}${stderr}`.includes('person'));
    assert.ok(stdout.includes(`127.0.0.1:${proxy.port}`));
  });

  for (const [what, answer] of [
    ['200 that leads nowhere', said('200 OK', '{"status":"Stopped"}')],
    ['202', said('202 Accepted', '{"status":"Stopped"}')],
    ['204', said('204 No Content', '')],
    ['403', said('403 Forbidden', '{"status":"Stopped"}')],
    ['407', said('407 Proxy Authentication Required', '{"status":"Stopped"}')],
  ] as const) {
    it(`sends nothing, and takes it for no word of Kore’s, where the proxy answers ${what}`, async () => {
      const proxy = await startConnectProxy(startServer, answer);
      const { code, outcome } = await stop(
        { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` },
        '--json',
        '--deadline',
        '8',
      );
      assert.deepEqual([outcome().verdict, code, outcome().httpStatus], ['notStopped', 1, undefined]);
      assert.equal(outcome().requests, 0);
      assert.ok(!proxy.text().includes('trigger'));
    });
  }

  it('says which proxy could not be reached, and which way was taken', async () => {
    const port = await refusedPort();
    const { code, stdout } = await stop({ HTTPS_PROXY: `http://127.0.0.1:${port}` }, '--deadline', '8');
    assert.equal(code, 1);
    assert.match(
      stdout,
      new RegExp(`^NOT stopped: .*\\(proxy, ECONNREFUSED, 127\\.0\\.0\\.1:${port}\\); nothing was sent`),
    );
    assert.match(stdout, /Check HTTPS_PROXY/);
  });

  it('leaves the proxy out where NO_PROXY says so, and says that none was used', async () => {
    const proxy = await startConnectProxy(startServer, said('407 X', ''));
    const { code, stdout } = await stop(
      { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'kore.example' },
      '--deadline',
      '8',
    );
    assert.equal(code, 1);
    assert.deepEqual(proxy.targets, []);
    assert.match(stdout, /noConnection.*\n.*No proxy was used: HTTPS_PROXY names none for this host/);
  });

  it('does not hang on a proxy that never answers', async () => {
    const { port } = await startServer(() => undefined);
    const { code, outcome } = await stop({ HTTPS_PROXY: `http://127.0.0.1:${port}` }, '--json', '--deadline', '2');
    // Node tells since 22.12 that no connection ever stood.
    const proved = outcome().verdict === 'notStopped';
    assert.deepEqual([outcome().verdict, code, outcome().requests], proved ? ['notStopped', 1, 0] : ['unknown', 3, 1]);
  });

  it('takes no proxy to this computer itself', () => {
    assert.equal(proxyFor('https://localhost:8443', { HTTPS_PROXY: 'http://proxy:1' }), undefined);
    assert.equal(proxyLabel(new URL('http://a:b@proxy.example')), 'proxy.example:80');
    assert.equal(proxyLabel(new URL('https://proxy.example')), 'proxy.example:443');
  });
});
