import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from '../../../test/unit/support/certificate.ts';
import { steadyMs } from '../clock.ts';
import type { StopArrival, Traffic } from './protocol.ts';

/** VS Code treats 127.0.0.1 and localhost apart: no proxy, and the caller's own agent. */
export const address = '127.0.0.2';

/** TLS before servers without it; notes when the first byte of each stop request is there. */
export class TlsFront {
  readonly #certificate: Pick<Certificate, 'cert' | 'key'>;
  readonly #clients = new Set<Socket>();
  #connections = 0;
  #requests = 0;
  #stops: StopArrival[] = [];

  constructor(certificate: Pick<Certificate, 'cert' | 'key'>) {
    this.#certificate = certificate;
  }

  /** Listens for the server at a port of 127.0.0.1; gives its own port. */
  async open(port: number): Promise<number> {
    const { cert, key } = this.#certificate;
    const server = createServer({ cert, key, noDelay: true });
    const connectedMs = new Map<string, number>();
    server.on('connection', (socket: Socket) => {
      this.#connections += 1;
      connectedMs.set(otherEnd(socket), steadyMs());
    });
    server.on('secureConnection', (client) => {
      const securedMs = steadyMs();
      const end = otherEnd(client);
      this.#serve(client, port, { connectedMs: connectedMs.get(end) ?? securedMs, securedMs });
      connectedMs.delete(end);
    });
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    return (server.address() as AddressInfo).port;
  }

  takeTraffic(): Traffic {
    const traffic = { connections: this.#connections, requests: this.#requests, stops: this.#stops };
    this.#connections = 0;
    this.#requests = 0;
    this.#stops = [];
    return traffic;
  }

  hangUp(): void {
    for (const client of this.#clients) client.destroy();
  }

  #serve(client: Socket, port: number, times: Pick<StopArrival, 'connectedMs' | 'securedMs'>): void {
    this.#clients.add(client);
    const server = connect({ port, host: '127.0.0.1', noDelay: true });
    let newConnection = true;
    client.on('data', (chunk: Buffer) => {
      const firstByteMs = steadyMs();
      const target = /^(?:POST|GET) (\S+) HTTP\/1\.1\r\n/.exec(chunk.toString('latin1'))?.[1];
      if (target !== undefined) {
        this.#requests += 1;
        const campaignId = /\/trigger\/([^?]+)\?.*trigger=stop$/.exec(target)?.[1];
        if (campaignId !== undefined) this.#stops.push({ campaignId, firstByteMs, newConnection, ...times });
        newConnection = false;
      }
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => client.write(chunk));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('end', () => other.end());
      one.on('close', () => other.destroy());
    }
    client.on('close', () => this.#clients.delete(client));
  }
}

function otherEnd({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress}:${remotePort}`;
}
