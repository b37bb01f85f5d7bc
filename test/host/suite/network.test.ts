import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import * as vscode from 'vscode';

import { guardedFetch } from '../../../src/kore/guardedFetch.ts';
import {
  createStopper,
  type HeldStop,
  type StopOptions,
  type StopOrder,
  type StopOutcome,
  type Stopper,
} from '../../../src/stop/index.ts';
import { isStop, kore, reply, saysState, saysStopped } from '../../unit/support/answers.ts';
import { makeCertificate, type Certificate, type CertificateWish } from '../../unit/support/certificate.ts';
import { startConnectProxy, type ConnectAnswer, type ConnectProxy } from '../../unit/support/connectProxy.ts';
import { fakeClock } from '../../unit/support/fakeClock.ts';
import { ids, keptLog, orderAt, secretCredential } from '../../unit/support/orders.ts';
import { headerValues, refusedPort, useRecorders, useServers, type Recorder } from '../../unit/support/recorder.ts';
import { until } from '../../unit/support/until.ts';
import { authorityVariable } from '../suiteEvents.ts';

const { [authorityVariable]: authorityFile } = process.env;

/** VS Code treats 127.0.0.1 and localhost apart: no proxy, and the caller's own agent. */
const address = '127.0.0.2';
/** Nobody but our proxies knows it. */
const name = 'kore.example';
const dayMs = 86_400_000;

// A desktop VS Code is not given the authority, and only Linux has 127.0.0.2 without more ado.
if (authorityFile !== undefined) {
  const read = JSON.parse(readFileSync(authorityFile, 'utf8')) as Certificate;
  const authority = { ...read, privateKey: createPrivateKey(read.key) };

  /** What a server shows: a good certificate for the address and the name, but for what is wished. */
  const certified = (wish: Partial<CertificateWish> & { readonly issuer?: Certificate } = {}) => {
    const usual = { name: 'leaf', addresses: [address], dnsNames: [name], issuer: authority };
    const { cert, key } = makeCertificate({ ...usual, ...wish });
    return { cert, key };
  };
  const selfSigned = () => {
    const { cert, key } = makeCertificate({ name: 'leaf', addresses: [address], dnsNames: [name] });
    return { cert, key };
  };
  const badCertificates: readonly (readonly [problem: string, show: () => { cert: string; key: string }])[] = [
    ['expired', () => certified({ validTo: new Date(Date.now() - dayMs / 2) })],
    ['untrusted', selfSigned],
    ['wrongName', () => certified({ addresses: ['127.0.0.3'], dnsNames: ['other.example'] })],
  ];

  describe('A stop over TLS from inside VS Code', () => {
    const startRecorder = useRecorders(address);
    useSettings();

    it('goes out as it is documented, and is read as stopped', async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }), certified());
      const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, 'stopped', undefined, 1);
      assert.equal(outcome.confirmedBy, 'status');
      assertDocumented(recorder, `${address}:${recorder.port}`);
    });

    it('does not wait for, and does not use, a connection that died unseen', async () => {
      const recorder = await startRecorder((request, socket) => {
        saysStopped(request, socket);
        // Nothing tells the client: what it sends next on this connection is answered with a reset.
        setTimeout(() => socket.resetAndDestroy(), 20);
      }, certified());
      const { stopSmsCampaign } = createStopper();
      for (const left of [1, 2]) {
        const outcome = await stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
        assertFacts(outcome, 'stopped', undefined, 1);
        assert.equal(recorder.requests.length, left);
      }
    });

    for (const status of [301, 302, 307, 308]) {
      it(`is not sent on by ${status}`, async () => {
        const other = await startRecorder(saysStopped, certified());
        const answer = reply(status, '', { Location: `${other.origin}/login?session=1` });
        const recorder = await startRecorder(answer, certified());
        const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
        assertFacts(outcome, 'notStopped', 'redirected', 1);
        assert.equal(outcome.details?.redirectedTo, `${other.origin}/login`);
        assert.equal(other.connections(), 0);
      });
    }

    for (const [problem, show] of badCertificates) {
      it(`sends nothing when the certificate is ${problem}, whatever VS Code’s and Node’s switches say`, async () => {
        for (const turnOff of [nothing, lenientSetting, lenientNode]) {
          const recorder = await startRecorder(saysStopped, show());
          const order = orderAt(recorder.origin);
          const outcome = await turnOff(() => createStopper().stopSmsCampaign(order, { confirm: false }));
          assertFacts(outcome, 'notStopped', 'certificate', 0);
          assert.equal(outcome.details?.certificateProblem, problem);
          assert.equal(recorder.connections(), 1);
          assert.equal(recorder.text(), '');
        }
      });
    }
  });

  describe('A stop that is held inside VS Code', () => {
    const startRecorder = useRecorders(address);
    const startServer = useServers(address);
    const settings = useSettings();
    const credential = { kind: 'token', token: 'eyJub3QiOiJyZWFsIn0.eyJub3QiOiJyZWFsIn0.bm90LXJlYWw' } as const;
    const behindProxy = async (answer: ConnectAnswer): Promise<ConnectProxy> => {
      const proxy = await startConnectProxy(startServer, answer);
      await settings.set('proxy', `http://${address}:${proxy.port}`);
      return proxy;
    };
    const hold = async (stopper: Stopper, order: StopOrder, recorder: Recorder): Promise<HeldStop> => {
      const held = stopper.holdStop(order);
      assert.ok(held);
      await until(() => recorder.open() === 1);
      // What would leave by itself has left by then.
      await sleepFor(200);
      assert.equal(recorder.text(), '');
      return held;
    };

    it('sends no byte until its order is given, and then the same as any other, on the connection that stands', async () => {
      const recorder = await startRecorder(saysStopped, certified());
      const stopper = createStopper();
      const order = orderAt(recorder.origin, { credential });
      const held = await hold(stopper, order, recorder);
      assertFacts(await stopper.stopSmsCampaign(order, { held, confirm: false }), 'stopped', undefined, 1);
      assert.equal(recorder.connections(), 1);
      assertDocumented(recorder, `${address}:${recorder.port}`);
      const sent = recorder.text();
      assertFacts(await stopper.stopSmsCampaign(order, { confirm: false }), 'stopped', undefined, 1);
      assert.equal(recorder.text(), sent + sent);
    });

    it('goes through the proxy, and no byte of it leaves before its order is given', async () => {
      const recorder = await startRecorder(saysStopped, certified());
      const proxy = await behindProxy({ leadTo: recorder });
      const stopper = createStopper();
      const order = orderAt(`https://${name}`, { credential });
      const held = await hold(stopper, order, recorder);
      assert.deepEqual(proxy.targets, [`${name}:443`]);
      assertFacts(await stopper.stopSmsCampaign(order, { held, confirm: false }), 'stopped', undefined, 1);
      assertDocumented(recorder, name);
      assert.equal(proxy.targets.length, 1);
    });

    it('closes its connection without a byte when the person says no', async () => {
      const recorder = await startRecorder(saysStopped, certified());
      const dropped: string[] = [];
      const holdAndDrop = async (host: string): Promise<void> => {
        const held = await hold(createStopper(), orderAt(host), recorder).catch((error: unknown) => {
          throw new Error(`After ${dropped.join()}: ${host}, ${recorder.connections()} connections`, { cause: error });
        });
        held.drop();
        await until(() => recorder.open() === 0);
        dropped.push(host);
      };
      await holdAndDrop(recorder.origin);
      await holdAndDrop(recorder.origin);
      await behindProxy({ leadTo: recorder });
      await holdAndDrop(`https://${name}`);
      await holdAndDrop(`https://${name}`);
      assert.equal(recorder.text(), '');
    });

    it('has sent nothing where the proxy or the certificate keeps it; the order finds out by itself', async () => {
      const bad = await startRecorder(saysStopped, selfSigned());
      const proxy = await behindProxy({ leadTo: bad });
      const order = orderAt(`https://${name}`);
      for (const [answer, reason] of [
        [{ leadTo: bad }, 'certificate'],
        [{ say: 'HTTP/1.1 201 X\r\nContent-Length: 20\r\n\r\n{"status":"Stopped"}' }, 'proxy'],
      ] as const) {
        proxy.turnTo(answer);
        const log = keptLog();
        const stopper = createStopper({ random: () => 0, log });
        const held = stopper.holdStop(order);
        assert.ok(held);
        await until(() => proxy.targets.length > 0);
        await sleepFor(100);
        assert.deepEqual(log.lines, []);
        const outcome = await stopper.stopSmsCampaign(order, { held });
        assertFacts(outcome, 'notStopped', reason, 0);
      }
      assert.equal(bad.text(), '');
    });
  });

  describe('A stop from inside VS Code with a proxy', () => {
    const startRecorder = useRecorders(address);
    const startServer = useServers(address);
    const settings = useSettings();

    /** Starts a proxy and tells VS Code of it, with a sign-in that nobody may see. */
    const useProxy = async (answer: ConnectAnswer): Promise<ConnectProxy> => {
      const proxy = await startConnectProxy(startServer, answer);
      await settings.set('proxy', `http://someone:pass-word@${address}:${proxy.port}`);
      return proxy;
    };

    it('goes through it, which sees the host’s name and port and nothing more', async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }), certified());
      const proxy = await useProxy({ leadTo: recorder });
      const outcome = await createStopper().stopSmsCampaign(orderAt(`https://${name}`));
      assertFacts(outcome, 'stopped', undefined, 1);
      assert.equal(outcome.confirmedBy, 'status');
      assertDocumented(recorder, name);
      assert.deepEqual(proxy.targets, [`${name}:443`, `${name}:443`]);
      const [token = ''] = recorder.requests.flatMap((request) => headerValues(request, 'auth'));
      assert.match(token, /^eyJ/);
      for (const secret of [token, token.slice(0, 20), 'auth', '/campaign/', ids.campaignId]) {
        assert.ok(!proxy.text().includes(secret), secret);
      }
    });

    it('does not with http.proxySupport off', async () => {
      const recorder = await startRecorder(saysStopped, certified());
      const proxy = await useProxy({ leadTo: recorder });
      await settings.set('proxySupport', 'off');
      const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
      assertFacts(outcome, 'stopped', undefined, 1);
      assert.deepEqual(proxy.targets, []);
      assert.equal(proxy.text(), '');
    });

    for (const [problem, show] of badCertificates) {
      it(`sends nothing through it when the certificate is ${problem}`, async () => {
        for (const turnOff of [nothing, lenientSetting, lenientNode]) {
          const recorder = await startRecorder(saysStopped, show());
          const proxy = await useProxy({ leadTo: recorder });
          const order = orderAt(`https://${name}`);
          const outcome = await turnOff(() => createStopper().stopSmsCampaign(order, { confirm: false }));
          assertFacts(outcome, 'notStopped', 'certificate', 0);
          assert.equal(outcome.details?.certificateProblem, problem);
          assert.equal(proxy.targets.length, 1);
          assert.equal(recorder.text(), '');
        }
      });
    }

    const json = '{"status":"Stopped"}';
    const head = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: ${json.length}\r\n`;
    const keepers: readonly (readonly [what: string, answer: ConnectAnswer, tries: number, status?: number])[] = [
      ['asks for a sign-in', { say: `${head('407 X')}\r\n${json}` }, 1, 407],
      ['asks for a name and a password', { say: `${head('407 X')}Proxy-Authenticate: Basic\r\n\r\n${json}` }, 1, 407],
      ['forbids it', { say: `${head('403 X')}\r\n${json}` }, 1, 403],
      ['sends us on', { say: `${head('302 X')}Location: https://login.example/\r\n\r\n${json}` }, 1, 302],
      ['is past its limit', { say: `${head('429 X')}\r\n${json}` }, 1, 429],
      ['does not reach the host', { say: `${head('502 X')}\r\n${json}` }, 3, 502],
      ['says Stopped in Kore’s place', { say: `${head('201 X')}\r\n${json}` }, 1, 201],
      ['is no proxy', { say: '220 smtp.example ESMTP\r\n\r\n' }, 3],
      ['hangs up', 'hangUp', 3],
    ];
    for (const [what, answer, tries, status] of keepers) {
      it(`is not stopped, and nothing reaches Kore, when it ${what}`, async () => {
        const proxy = await useProxy(answer);
        const { outcome, log } = await stopAt(`https://${name}`);
        assertFacts(outcome, 'notStopped', 'proxy', 0);
        assert.equal(outcome.details?.proxy, `${address}:${proxy.port}`);
        assert.equal(outcome.details.proxyStatus, status);
        assert.equal(outcome.details.nothingSent, true);
        assert.equal(proxy.targets.length, tries);
        assert.ok(!proxy.text().includes('trigger'));
        assert.ok(!`${JSON.stringify(outcome)} ${log}`.includes('pass-word'));
      });
    }

    it('is not stopped, and nothing was sent, when it cannot be reached', async () => {
      const port = await refusedPort();
      await settings.set('proxy', `http://${address}:${port}`);
      const { outcome } = await stopAt(`https://${name}`);
      assertFacts(outcome, 'notStopped', 'proxy', 0);
      assert.deepEqual(outcome.details, { code: 'ECONNREFUSED', proxy: `${address}:${port}`, nothingSent: true });
    });

    it('has no reading when it answers in the place of Kore’s status', async () => {
      const recorder = await startRecorder(saysStopped, certified());
      const proxy = await useProxy({ leadTo: recorder });
      const status = JSON.stringify({ status: 'success', data: { status: 'Stopped' } });
      const { outcome } = await stopAt(`https://${name}`, {
        onProgress: (step) => {
          const lie = `HTTP/1.1 203 X\r\nContent-Length: ${status.length}\r\n\r\n${status}`;
          if (step.kind === 'answered') proxy.turnTo({ say: lie });
        },
      });
      assertFacts(outcome, 'stopped', undefined, 1);
      assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'unreachable']);
    });
  });
}

/** Carries out an order on a clock on which waiting takes no time. */
async function stopAt(host: string, options?: StopOptions): Promise<{ outcome: StopOutcome; log: string }> {
  const log = keptLog();
  const { stopSmsCampaign } = createStopper({ ...fakeClock(guardedFetch), log });
  const outcome = await stopSmsCampaign(orderAt(host, { credential: secretCredential }), options);
  return { outcome, log: log.lines.join('\n') };
}

function assertFacts(outcome: StopOutcome, verdict: string, reason: string | undefined, requests: number): void {
  const { verdict: given, reason: because, requests: sent, message } = outcome;
  assert.deepEqual({ verdict: given, reason: because, requests: sent }, { verdict, reason, requests }, message);
}

function assertDocumented(recorder: Recorder, host: string): void {
  const [request] = recorder.requests.filter(isStop);
  assert.ok(request !== undefined && recorder.requests.filter(isStop).length === 1);
  const path = `/campaign/api/v2/public/${ids.streamId}/campaign//trigger/${ids.campaignId}`;
  assert.equal(request.method, 'POST');
  assert.equal(request.target, `${path}?accountId=${ids.accountId}&campaignType=sms&trigger=stop`);
  assert.equal(request.body, '{}');
  assert.match(headerValues(request, 'auth').join(), /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
  for (const [header, value] of [
    ['host', host],
    ['accountid', ids.accountId],
    ['iid', ids.streamId],
    ['content-type', 'application/json'],
    ['content-length', '2'],
    ['connection', 'keep-alive'],
  ] as const) {
    assert.deepEqual(headerValues(request, header), [value]);
  }
}

/** Lets tests change VS Code's `http` settings; each is as before after its test. */
function useSettings(): { set(key: string, value: unknown): Promise<void> } {
  const changed = new Set<string>();
  afterEach(async () => {
    for (const key of changed) await setHttp(key, undefined);
    changed.clear();
  });
  return {
    set: async (key, value) => {
      changed.add(key);
      await setHttp(key, value);
    },
  };
}

async function setHttp(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('http').update(key, value, vscode.ConfigurationTarget.Global);
}

type During = <T>(work: () => Promise<T>) => Promise<T>;

const nothing: During = (work) => work();

const lenientSetting: During = async (work) => {
  await setHttp('proxyStrictSSL', false);
  return work().finally(() => setHttp('proxyStrictSSL', undefined));
};

/** As for a person who has it in the environment that VS Code is started with. */
const lenientNode: During = async (work) => {
  const { NODE_TLS_REJECT_UNAUTHORIZED: before } = process.env;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  return work().finally(() => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  });
};
