import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { address } from './tlsFront.ts';

/** Nobody but the proxy knows it: it is where the servers are. */
export const nameBehindProxy = 'kore.example';

/** Starts a proxy that leads each CONNECT to a port of the servers. */
export async function openProxy(): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '' }, client: Socket) => {
    const [name, port] = url.split(':');
    if (name !== nameBehindProxy) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    client.setNoDelay(true);
    const onward = connect({ host: address, port: Number(port), noDelay: true }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    onward.on('error', () => client.destroy());
    onward.on('close', () => client.destroy());
    client.on('error', () => onward.destroy());
    client.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return `http://${address}:${(server.address() as AddressInfo).port}`;
}
