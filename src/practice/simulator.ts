import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ClientSecretCredential, ConfiguredStream } from '../streams/stream.ts';
import { actOut } from './actOut.ts';
import { answerCall, type World } from './answerCall.ts';
import { createCampaignStore } from './campaignStore.ts';
import { answerControl, isControl } from './control.ts';
import { defaultCampaigns } from './defaultCampaigns.ts';
import { createExchange, readBody, sendReply, type Exchange } from './exchange.ts';
import type { Fault } from './fault.ts';
import { createFaultQueue, type FaultQueue } from './faultQueue.ts';
import { practiceIdentity } from './identity.ts';
import type { CampaignState, PracticeCampaign } from './practiceCampaign.ts';
import { createRateLimit } from './rateLimit.ts';
import { apiError, type Reply } from './reply.ts';
import { createRequestLog, type LoggedRequest, type RequestLog } from './requestLog.ts';
import { route, type KoreCall } from './route.ts';

export interface SimulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Milliseconds since 1970; default the real clock. */
  readonly now?: () => number;
  /** Default 60; null lets everything in. */
  readonly rateLimitPerMinute?: number | null;
  /** Default: a few realistic ones, one of them sending. */
  readonly campaigns?: readonly PracticeCampaign[];
}

/** What the simulator holds and what it was asked; never a token or a secret. */
export interface SimulatorState {
  readonly campaigns: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: 'sms' | 'voice';
    readonly status: CampaignState;
    readonly totalMessagesSent: number;
    readonly messagesPerMinute: number;
    readonly isSchedulingEnabled: boolean;
  }[];
  /** The last 200 calls, oldest first, without the control requests. */
  readonly requests: readonly LoggedRequest[];
}

export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly stream: ConfiguredStream;
  /** Its secret is made anew at each start. */
  readonly credential: ClientSecretCredential;
  state(): SimulatorState;
  /** Orders a fault until it is replaced, or for the next so many calls it hits; undefined clears all. */
  misbehave(fault: Fault | undefined, forNext?: number): void;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

const keptRequests = 200;

interface Running {
  readonly world: World;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly port: number;
  readonly state: () => SimulatorState;
}

/** Starts a Kore campaign API on loopback. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { now = Date.now, rateLimitPerMinute = 60, campaigns = defaultCampaigns(now()) } = options;
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;
  const identity = practiceIdentity(origin, randomBytes);
  const store = createCampaignStore(campaigns, now);
  const log = createRequestLog(keptRequests, identity.credential.clientSecret, now);
  const faults = createFaultQueue();
  const state = (): SimulatorState => ({ campaigns: store.all().map(summary), requests: log.entries() });
  const admit = createRateLimit(rateLimitPerMinute, now);
  const running: Running = { world: { identity, campaigns: store, now, admit }, faults, log, port, state };
  const close = closer(server);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response, running);
  });
  return {
    origin,
    ...identity,
    state,
    misbehave(fault, forNext) {
      faults.order({ fault, ...(forNext === undefined ? {} : { forNext }) });
    },
    close,
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Sockets are tracked here because the server forgets those it answered with a 101. */
function closer(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      sockets.forEach((socket) => socket.destroy());
    });
}

function summary(campaign: PracticeCampaign): SimulatorState['campaigns'][number] {
  const { id, name, type, status, totalMessagesSent, messagesPerMinute, schedule } = campaign;
  const { isSchedulingEnabled } = schedule;
  return { id, name, type, status, totalMessagesSent, messagesPerMinute, isSchedulingEnabled };
}

async function answer(request: IncomingMessage, response: ServerResponse, running: Running): Promise<void> {
  const target = request.url ?? '';
  const noteStatus = isControl(target) ? () => undefined : running.log.add(request.method ?? '', target);
  const exchange = createExchange(request, response, running.world.now, noteStatus);
  // A caller that goes away while it is answered is everyday here, not an error.
  response.on('error', () => undefined);
  try {
    await answerExchange(exchange, running);
  } catch (error: unknown) {
    if (response.destroyed || response.headersSent) response.destroy();
    else sendReply(exchange, apiError(500, `The simulator failed: ${String(error)}`));
  }
}

async function answerExchange(exchange: Exchange, running: Running): Promise<void> {
  const { url: target = '', method = '', headers } = exchange.request;
  const body = await readBody(exchange.request);
  const routed = route(method, target);
  if (body === undefined || !routed) {
    sendReply(exchange, answerOutsideApi(exchange.request, body, running));
    return;
  }
  const fault =
    running.faults.take(routed.call) ?? faultOf(running.world.campaigns.find(routed.campaignId), routed.call);
  const ignoreStop = fault?.kind === 'stopIgnored';
  const carryOut = () => answerCall({ routed, headers, body, ignoreStop }, running.world);
  if (fault) return actOut(fault, exchange, carryOut);
  sendReply(exchange, await carryOut());
}

function faultOf(campaign: PracticeCampaign | undefined, call: KoreCall): Fault | undefined {
  return campaign?.faults?.find((fault) => fault.call === call || fault.call === 'any');
}

function answerOutsideApi(request: IncomingMessage, body: string | undefined, running: Running): Reply {
  const { url: target = '', method = '', headers } = request;
  if (body === undefined) return apiError(413, 'The body is over 1 MiB.');
  if (!isControl(target)) return apiError(404, `Cannot ${method} this path.`);
  const { port, state, faults } = running;
  return answerControl({ method, target, headers, body, port }, { state, misbehave: faults.order });
}
