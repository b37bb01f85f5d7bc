import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import jwt from 'jsonwebtoken';
import type { Simulator } from '../../../src/practice/index.ts';

/** What came back. `json` is undefined when the body is not JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
}

export interface Call {
  readonly method?: string;
  readonly target: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** Sends one request with its target exactly as given. Rejects on a reset or a cut body. */
export function send(origin: string, { method = 'POST', target, headers, body = '{}' }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(origin, { method, path: target, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parse(text) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(method === 'GET' ? undefined : body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A token as a caller of the API makes it, with a library that the simulator does not use. */
export function token(
  { credential }: Simulator,
  claims: object = {},
  { secret = credential.clientSecret, algorithm = 'HS256' }: { secret?: string; algorithm?: jwt.Algorithm } = {},
): string {
  return jwt.sign({ sub: 'tester', appId: credential.clientId, ...claims }, secret, { algorithm, noTimestamp: true });
}

export function signedHeaders(simulator: Simulator): Record<string, string> {
  const { accountId, streamId } = simulator.stream;
  return { auth: token(simulator), accountid: accountId, iid: streamId, 'Content-Type': 'application/json' };
}

export function base({ stream }: Simulator): string {
  return `/campaign/api/v2/public/${stream.streamId}/campaign`;
}

export function stopTarget(simulator: Simulator, campaignId: string): string {
  const { accountId } = simulator.stream;
  return `${base(simulator)}//trigger/${campaignId}?accountId=${accountId}&campaignType=sms&trigger=stop`;
}

export function statusTarget(simulator: Simulator, campaignId: string): string {
  return `${base(simulator)}/${campaignId}/status?accountId=${simulator.stream.accountId}&view=status`;
}

export function listTarget(simulator: Simulator): string {
  return `${base(simulator)}/getAllCampaignDetails?accountId=${simulator.stream.accountId}`;
}

export function stop(simulator: Simulator, campaignId: string): Promise<Answer> {
  return send(simulator.origin, { target: stopTarget(simulator, campaignId), headers: signedHeaders(simulator) });
}

export function readStatus(simulator: Simulator, campaignId: string): Promise<Answer> {
  return send(simulator.origin, { target: statusTarget(simulator, campaignId), headers: signedHeaders(simulator) });
}

export function list(simulator: Simulator, body: object): Promise<Answer> {
  return send(simulator.origin, {
    target: listTarget(simulator),
    headers: signedHeaders(simulator),
    body: JSON.stringify(body),
  });
}

/** The campaign of that id in the simulator's own state. */
export function held(simulator: Simulator, campaignId: string) {
  const found = simulator.state().campaigns.find(({ id }) => id === campaignId);
  if (!found) throw new Error(`no campaign ${campaignId}`);
  return found;
}
