import got from 'got';
import { steadyMs } from '../clock.ts';
import type { ClientName, HttpCall, Sent } from './protocol.ts';

/** Sends it as anybody would with this client, and reads the reply. */
export async function send(client: ClientName, { url, headers, body }: HttpCall): Promise<Sent> {
  const beganMs = steadyMs();
  if (client === 'fetch') {
    const reply = await fetch(url, { method: 'POST', headers, body });
    await reply.text();
    return { beganMs, status: reply.status };
  }
  const options = { method: 'POST', headers, body, throwHttpErrors: false, retry: { limit: 0 } } as const;
  return { beganMs, status: (await got(url, options)).statusCode };
}
