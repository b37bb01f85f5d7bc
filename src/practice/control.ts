import type { IncomingHttpHeaders } from 'node:http';
import { parseFaultOrder, type FaultOrder } from './fault.ts';
import { ok, type Reply } from './reply.ts';

/** What scripts may see and steer over HTTP. */
export interface Controls {
  readonly state: () => object;
  readonly misbehave: (order: FaultOrder) => void;
}

export interface ControlRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The port the simulator listens on. */
  readonly port: number;
}

/** Whether a request target is for the simulator itself and not for the API it plays. */
export function isControl(target: string): boolean {
  return target.startsWith('/practice/');
}

/** `GET /practice/state` and `POST /practice/fault`, for programs on this computer only, never for a web page. */
export function answerControl({ method, target, headers, body, port }: ControlRequest, controls: Controls): Reply {
  if (headers.origin !== undefined) return refuse(403, 'A web page may not steer the simulator.');
  if (headers.host !== `127.0.0.1:${port}` && headers.host !== `localhost:${port}`) {
    return refuse(403, 'The Host header is not the loopback one.');
  }
  if (method === 'GET' && target === '/practice/state') return ok(controls.state());
  if (method !== 'POST' || target !== '/practice/fault') return refuse(404, 'There is no such control.');
  const parsed = parseJsonOrder(body);
  if (!parsed.ok) return refuse(400, parsed.problem);
  controls.misbehave(parsed.order);
  return ok({ ok: true });
}

function parseJsonOrder(body: string): ReturnType<typeof parseFaultOrder> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, problem: 'fault: the body is not JSON' };
  }
  return parseFaultOrder(json);
}

function refuse(status: number, error: string): Reply {
  return { status, body: { error } };
}
