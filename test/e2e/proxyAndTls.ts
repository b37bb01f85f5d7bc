import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { Simulator } from '../../src/practice/index.ts';
import { makeCertificate } from '../unit/support/certificate.ts';
import { startConnectProxy, type ConnectProxy } from '../unit/support/connectProxy.ts';

/** VS Code lets nothing to 127.0.0.1 go through a proxy. */
const address = '127.0.0.2';

export interface ProxiedKore {
  /** The host of the stream: a name that only the proxy knows. */
  readonly host: string;
  readonly proxy: ConnectProxy;
  /** `host:port` of the proxy. */
  readonly proxyAddress: string;
  /** What the proxy does when nothing is the matter. */
  readonly lead: { readonly leadTo: { readonly origin: string } };
  /** What VS Code is started with, so that it trusts the certificate. */
  readonly env: Readonly<Record<string, string>>;
}

/** Puts TLS and a CONNECT proxy before a Kore, for all tests of the describe that calls this. */
export function sharedProxy(kore: () => Simulator): () => ProxiedKore {
  const host = 'kore.example';
  const folder = mkdtempSync(join(tmpdir(), 'kore-authority-'));
  const closers: (() => void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  let proxied: ProxiedKore | undefined;

  const listen = async (server: Server): Promise<number> => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };

  before('start a proxy and a TLS server', async () => {
    const issuer = makeCertificate({ name: 'Kore Test Root', isAuthority: true });
    const { cert, key } = makeCertificate({ name: 'leaf', dnsNames: [host], issuer });
    writeFileSync(join(folder, 'authority.pem'), issuer.cert);
    const front = await listen(
      createTlsServer({ cert, key }, (socket) => {
        const onward = connect(Number(new URL(kore().origin).port), '127.0.0.1');
        socket.pipe(onward).pipe(socket);
        for (const [one, other] of [
          [socket, onward],
          [onward, socket],
        ] as const) {
          one.on('error', () => other.destroy());
          one.on('close', () => other.destroy());
        }
      }),
    );
    const lead = { leadTo: { origin: `https://${address}:${front}` } };
    const start = async (converse: (socket: Socket) => void) => {
      const port = await listen(createServer(converse));
      return { port, connections: () => 0 };
    };
    const proxy = await startConnectProxy(start, lead);
    const env = { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
    proxied = { host, proxy, proxyAddress: `${address}:${proxy.port}`, lead, env };
  });
  after('end them', () => closers.forEach((close) => close()));

  return () => {
    if (proxied === undefined) throw new Error('The proxy is there in tests only');
    return proxied;
  };
}
