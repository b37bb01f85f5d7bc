// The process with the servers: a process of its own, so that nothing of the benchmark delays what is measured there.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator } from '../../../src/practice/index.ts';
import { makeCertificate } from '../../../test/unit/support/certificate.ts';
import { sendingCampaign } from '../../../test/unit/support/sendingCampaign.ts';
import { writeFileSync } from 'node:fs';
import { nameBehindProxy, openProxy } from './connectProxy.ts';
import type { ServerAnswer, ServerCalls, ServerQuestion } from './protocol.ts';
import { address, TlsFront } from './tlsFront.ts';

const [authorityFile] = process.argv.slice(2);
if (authorityFile === undefined) throw new Error('The file for the authority is missing');
const issuer = makeCertificate({ name: 'Kore Bench Root', isAuthority: true });
writeFileSync(authorityFile, issuer.cert);
const front = new TlsFront(
  makeCertificate({ name: 'leaf', addresses: [address], dnsNames: [nameBehindProxy], issuer }),
);

type Answers = { readonly [C in keyof ServerCalls]: (given: Parameters<ServerCalls[C]>[0]) => unknown };

const answers: Answers = {
  kore: async ({ prefix, campaigns, behindProxy = false }) => {
    const kore = await startSimulator({
      rateLimitPerMinute: null,
      campaigns: Array.from({ length: campaigns }, (_, nth) =>
        sendingCampaign({ id: `${prefix}-${nth}`, name: `${prefix} ${nth}` }),
      ),
    });
    const port = await front.open(Number(new URL(kore.origin).port));
    const host = `https://${behindProxy ? nameBehindProxy : address}:${port}`;
    return { stream: { ...kore.stream, host }, credential: kore.credential };
  },
  plain: async () => {
    const said = JSON.stringify({ status: 'Stopped', message: 'Campaign Stopped', campaignExecutionType: 'NORMAL' });
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(said));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  },
  proxy: async () => ({ url: await openProxy() }),
  traffic: () => front.takeTraffic(),
  hangUp: () => front.hangUp(),
};

process.on('message', ({ id, call, given }: ServerQuestion) => {
  const say = (answer: ServerAnswer): void => void process.send?.(answer);
  // The call and what is given with it were put together by its own type.
  const act = answers[call] as (given: unknown) => unknown;
  Promise.resolve(given)
    .then(act)
    .then(
      (answer) => say({ id, answer }),
      (error: unknown) => say({ id, error: String(error) }),
    );
});
process.once('disconnect', () => process.exit());
