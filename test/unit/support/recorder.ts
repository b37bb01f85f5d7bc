import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** One request, byte for byte as it arrived. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query exactly as on the request line. */
  readonly target: string;
  /** In the order and with the spelling they came with. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What a recorder does with a whole request. */
export type Answer = (request: SeenRequest, socket: Socket) => void;

export interface Recorder {
  /** `http://127.0.0.1:port`, or `https:` with TLS; or the address that was asked for. */
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly SeenRequest[];
  /** Everything that any client sent, TLS handshakes aside. */
  text(): string;
  connections(): number;
  /** Those that stand now, with TLS where there is TLS. */
  open(): number;
  /** Ends every connection. */
  hangUp(): void;
}

type StartRecorder = (answer: Answer, tls?: TlsOptions) => Promise<Recorder>;
type StartServer = (converse: (socket: Socket) => void, tls?: TlsOptions) => Promise<StartedServer>;

interface StartedServer {
  readonly port: number;
  readonly connections: () => number;
  readonly open: () => number;
  readonly hangUp: () => void;
}

/**
 * Lets the tests of the describe block that calls it start bare servers; each is closed after its test, or with `after`
 * after all of them.
 */
export function useServers(
  address = '127.0.0.1',
  until: (close: () => Promise<void>) => void = afterEach,
): StartServer {
  const closers: (() => Promise<void>)[] = [];
  until(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });
  return async (converse, tls) => {
    const sockets = new Set<Socket>();
    const open = new Set<Socket>();
    const withErrors = (socket: Socket): void => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
      converse(socket);
    };
    const server: Server = tls === undefined ? createServer(withErrors) : createTlsServer(tls, withErrors);
    server.on('connection', (socket: Socket) => sockets.add(socket));
    const port = await listen(server, address);
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      return closed(server);
    });
    return {
      port,
      connections: () => sockets.size,
      open: () => open.size,
      hangUp: () => open.forEach((socket) => socket.destroy()),
    };
  };
}

/** The same for servers that record each HTTP request before they answer it. */
export function useRecorders(
  address = '127.0.0.1',
  until: (close: () => Promise<void>) => void = afterEach,
): StartRecorder {
  const startServer = useServers(address, until);
  return async (answer, tls) => {
    const requests: SeenRequest[] = [];
    const chunks: Buffer[] = [];
    const { port, connections, open, hangUp } = await startServer((socket) => {
      let rest = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        rest = Buffer.concat([rest, chunk]);
        for (let parsed = parseRequest(rest); parsed !== undefined; parsed = parseRequest(rest)) {
          rest = rest.subarray(parsed.length);
          requests.push(parsed.request);
          answer(parsed.request, socket);
        }
      });
    }, tls);
    return {
      origin: `${tls === undefined ? 'http' : 'https'}://${address}:${port}`,
      port,
      requests,
      text: () => Buffer.concat(chunks).toString('latin1'),
      connections,
      open,
      hangUp,
    };
  };
}

/** A port of 127.0.0.1 that refuses connections. */
export async function refusedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, '127.0.0.1');
  await closed(server);
  return port;
}

function listen(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, address, () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function parseRequest(bytes: Buffer): { request: SeenRequest; length: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const [requestLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const bodyLength = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
  const length = headEnd + 4 + bodyLength;
  if (bytes.length < length) return undefined;
  const [method = '', target = ''] = requestLine.split(' ');
  return { request: { method, target, headers, body: bytes.subarray(headEnd + 4, length).toString() }, length };
}

/** The values of a header, whatever the case of its name. */
export function headerValues(request: SeenRequest, name: string): readonly string[] {
  return request.headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
}
