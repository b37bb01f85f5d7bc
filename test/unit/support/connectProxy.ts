import { connect, type Socket } from 'node:net';

/** What a proxy does with a CONNECT: leads it to a server, whatever name was asked for; or says something of its own. */
export type ConnectAnswer = { readonly leadTo: { readonly origin: string } } | { readonly say: string } | 'hangUp';

export interface ConnectProxy {
  readonly port: number;
  /** The `host:port` of each CONNECT, in order. */
  readonly targets: readonly string[];
  /** Everything that clients sent, as the proxy sees it. */
  text(): string;
  /** What it does from now on. */
  turnTo(answer: ConnectAnswer): void;
}

/** Starts a proxy that knows CONNECT only. */
export async function startConnectProxy(
  startServer: (converse: (socket: Socket) => void) => Promise<{ readonly port: number }>,
  firstAnswer: ConnectAnswer,
): Promise<ConnectProxy> {
  let answer = firstAnswer;
  const targets: string[] = [];
  const chunks: Buffer[] = [];
  const { port } = await startServer((socket) => {
    let head = '';
    let tunnel: Socket | undefined;
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (tunnel !== undefined) {
        tunnel.write(chunk);
        return;
      }
      head += chunk.toString('latin1');
      const target = /^CONNECT (\S+) HTTP\/1\.1\r\n[^]*\r\n\r\n$/.exec(head)?.[1];
      if (target === undefined) return;
      targets.push(target);
      if (answer === 'hangUp') socket.end();
      else if ('say' in answer) socket.end(answer.say);
      else tunnel = openTunnel(answer.leadTo.origin, socket);
    });
  });
  return {
    port,
    targets,
    text: () => Buffer.concat(chunks).toString('latin1'),
    turnTo: (next) => {
      answer = next;
    },
  };
}

function openTunnel(origin: string, client: Socket): Socket {
  const { hostname, port } = new URL(origin);
  const server = connect(Number(port), hostname);
  server.on('connect', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  server.on('data', (chunk: Buffer) => client.write(chunk));
  server.on('close', () => client.destroy());
  server.on('error', () => client.destroy());
  client.on('close', () => server.destroy());
  return server;
}
