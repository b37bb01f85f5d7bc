import { randomUUID } from 'node:crypto';

/** One answer of the mock server. */
export interface MockAnswer {
  readonly status?: number;
  /** Text goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly latencyMs?: number;
  /** Given only to a request of which all of these hold; without any it is the answer to all others. */
  readonly when?: readonly MockRule[];
}

export interface MockRule {
  readonly target: 'query' | 'header' | 'body' | 'params';
  /** Name of the query field, header or part of the path. */
  readonly modifier: string;
  readonly operator: 'equals' | 'regex';
  readonly value: string;
}

export interface MockRoute {
  readonly method: 'get' | 'post';
  /** Without its first slash; `:name` stands for a part of the path. */
  readonly path: string;
  /** `inTurn`: each answer once, one after the other; else the first whose rules hold. */
  readonly inTurn?: boolean;
  readonly answers: readonly MockAnswer[];
}

/** A data file of Mockoon's, complete, so that it neither asks nor repairs. */
export function environmentOf(routes: readonly MockRoute[]): object {
  const all = routes.map(toRoute);
  return {
    uuid: randomUUID(),
    lastMigration: 33,
    name: 'Kore',
    endpointPrefix: '',
    latency: 0,
    port: 3000,
    hostname: '127.0.0.1',
    folders: [],
    routes: all,
    rootChildren: all.map(({ uuid }) => ({ type: 'route', uuid })),
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: { enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' },
    cors: false,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  };
}

function toRoute({ method, path, inTurn, answers }: MockRoute): { readonly uuid: string } {
  return {
    uuid: randomUUID(),
    type: 'http',
    documentation: '',
    method,
    endpoint: path,
    responses: answers.map(toResponse),
    responseMode: inTurn === true ? 'SEQUENTIAL' : null,
    streamingMode: null,
    streamingInterval: 0,
  } as { readonly uuid: string };
}

function toResponse({ status = 200, body = '', headers = {}, latencyMs = 0, when = [] }: MockAnswer): object {
  const all = { 'Content-Type': 'application/json', ...headers };
  return {
    uuid: randomUUID(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    latency: latencyMs,
    statusCode: status,
    label: '',
    headers: Object.entries(all).map(([key, value]) => ({ key, value })),
    bodyType: 'INLINE',
    filePath: '',
    databucketID: '',
    sendFileAsBody: false,
    rules: when.map((rule) => ({ ...rule, invert: false })),
    rulesOperator: 'AND',
    disableTemplating: true,
    fallbackTo404: false,
    default: when.length === 0,
    crudKey: 'id',
    callbacks: [],
  };
}
