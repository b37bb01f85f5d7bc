import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Simulator } from '../../src/practice/index.ts';
import { tokenFor } from './steps.ts';

/** A call as it went through. */
export interface ForwardedCall {
  readonly target: string;
  readonly body: string;
  /** The `auth` header. */
  readonly auth: string;
}

/** What an indiscreet Kore says in place of `{secret}`. */
export const secretPlace = '{secret}';

/**
 * Stands before a Kore and keeps the bodies and tokens of its calls, which a Kore keeps nothing of. With `knows` it is
 * an indiscreet Kore that takes any token and repeats that one, and says what it knows.
 */
export function sharedForwarder(
  to: () => Simulator,
  { knows }: { readonly knows?: () => string } = {},
): () => {
  readonly origin: string;
  readonly calls: readonly ForwardedCall[];
} {
  const calls: ForwardedCall[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { url: target = '', method, headers } = request;
      const auth = String(headers.auth);
      calls.push({ target, body, auth });
      const accepted = knows === undefined ? auth : tokenFor(to(), 300);
      const secret = knows === undefined ? secretPlace : JSON.stringify(knows()).slice(1, -1);
      const said = (reply: string): string => reply.replaceAll(accepted, auth).replaceAll(secretPlace, () => secret);
      // As it came: a URL would be read and put together anew.
      const { port } = new URL(to().origin);
      const call = { host: '127.0.0.1', port, path: target, method, headers: { ...headers, auth: accepted } };
      const onward = sendRequest(call, (answer) => {
        const head = { ...answer.headers };
        delete head['content-length'];
        text(answer).then(
          (reply) => response.writeHead(answer.statusCode ?? 502, head).end(said(reply)),
          () => response.destroy(),
        );
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
