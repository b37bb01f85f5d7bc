/** The calls of the campaign API that the simulator answers. */
export const koreCalls = ['stop', 'status', 'list', 'get', 'schedule'] as const;

export type KoreCall = (typeof koreCalls)[number];

/** A request target that is one of the documented endpoints. */
export interface Routed {
  readonly call: KoreCall;
  readonly streamId: string;
  /** Empty where the endpoint has none in its path. */
  readonly campaignId: string;
  readonly query: URLSearchParams;
}

const endpoints: readonly { readonly call: KoreCall; readonly method: string; readonly path: RegExp }[] = [
  { call: 'stop', method: 'POST', path: /^\/campaign\/api\/v2\/public\/([^/]+)\/campaign\/\/trigger\/([^/]+)$/ },
  { call: 'status', method: 'POST', path: /^\/campaign\/api\/v2\/public\/([^/]+)\/campaign\/([^/]+)\/status$/ },
  { call: 'list', method: 'POST', path: /^\/campaign\/api\/v2\/public\/([^/]+)\/campaign\/getAllCampaignDetails$/ },
  { call: 'schedule', method: 'POST', path: /^\/campaign\/api\/v2\/public\/([^/]+)\/campaign\/schedule$/ },
  { call: 'get', method: 'GET', path: /^\/campaign\/api\/v2\/public\/([^/]+)\/campaign\/([^/]+)$/ },
];

/**
 * Finds the endpoint of a raw request target. Nothing is decoded or normalised: the double slash before
 * `trigger` must be there as it is documented.
 */
export function route(method: string, target: string): Routed | undefined {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
  for (const endpoint of endpoints) {
    const match = endpoint.method === method ? endpoint.path.exec(path) : null;
    if (match) return { call: endpoint.call, streamId: match[1] ?? '', campaignId: match[2] ?? '', query };
  }
  return undefined;
}
