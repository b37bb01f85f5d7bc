import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Simulator } from '../../src/practice/index.ts';

/** A call as it went through. */
export interface ForwardedCall {
  readonly target: string;
  readonly body: string;
}

/** Stands before a Kore and keeps the bodies of its calls, which a Kore keeps nothing of. */
export function sharedForwarder(to: () => Simulator): () => {
  readonly origin: string;
  readonly calls: readonly ForwardedCall[];
} {
  const calls: ForwardedCall[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { url: target = '', method, headers } = request;
      calls.push({ target, body });
      // As it came: a URL would be read and put together anew.
      const { port } = new URL(to().origin);
      const onward = sendRequest({ host: '127.0.0.1', port, path: target, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  });

  before('start a forwarder', () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after('end the forwarder', () => {
    server.closeAllConnections();
    server.close();
  });

  return () => ({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls });
}
