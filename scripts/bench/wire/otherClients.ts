import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hostPaths } from '../../host.mjs';
import type { HostProbe } from '../probe/hostProbe.ts';
import type { ClientName, HttpCall, ProbeReply, Sent } from '../probe/protocol.ts';
import type { KoreThere } from '../server/protocol.ts';
import type { Servers } from '../server/servers.ts';
import { stopCall } from './calls.ts';
import { runCurl } from './curl.ts';

/** Sends one request, and says when it was asked to. Throws unless it is answered with 200. */
export type Sender = (call: HttpCall) => Promise<{ readonly beganMs: number }>;

export function curlSender(authorityFile: string, proxyUrl?: string): Sender {
  return (call) => runCurl([call], { authorityFile, proxyUrl });
}

/** In the extension host, through what VS Code makes of the network there. */
export function hostSender(probe: HostProbe, client: ClientName): Sender {
  return async (call) => answered(await probe.ask('send', { client, call }));
}

/** The clients in the Node of VS Code, without VS Code. */
export class PlainNode {
  readonly #child: ChildProcess;

  constructor(script: string, authorityFile: string) {
    this.#child = spawn(hostPaths().node, [script], {
      env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: authorityFile },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  sender(client: ClientName): Sender {
    return async (call) => {
      const reply = once(this.#child, 'message') as Promise<[ProbeReply]>;
      this.#child.send({ client, call });
      const [said] = await reply;
      if ('error' in said) throw new Error(`${client} in Node: ${said.error}`);
      return answered(said.answer as Sent);
    };
  }

  close(): void {
    this.#child.disconnect();
  }
}

/**
 * Milliseconds from the call to the first byte at the server, in each round: the first one is not counted, and each pays
 * for its own connection.
 */
export async function rounds(
  send: Sender,
  kore: KoreThere,
  servers: Servers,
  ids: readonly string[],
): Promise<number[]> {
  const all: number[] = [];
  for (const id of ids) {
    await servers.ask('hangUp');
    await servers.ask('traffic');
    const { beganMs } = await send(stopCall(kore, id));
    const arrival = (await servers.ask('traffic')).stops.find(({ campaignId }) => campaignId === id);
    if (arrival === undefined) throw new Error(`The request for ${id} did not come to the server`);
    all.push(arrival.firstByteMs - beganMs);
  }
  return all.slice(1);
}

function answered(sent: Sent): Sent {
  if (sent.status !== 200) throw new Error(`The request was answered with ${sent.status}`);
  return sent;
}
