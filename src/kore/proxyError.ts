/** A proxy kept the request from the host: nothing of it left this computer but for the host's name and port. */
export class ProxyError extends Error {
  /** The system's code, where it could not be reached for one. */
  readonly code?: string;
  /** `host:port` of the proxy, where it is known. */
  readonly proxy?: string;
  /** What it answered when it was asked for the way to the host; absent without an answer. */
  readonly status?: number;

  constructor(facts: { proxy?: string; proxyFailure?: { readonly code?: string }; status?: number }) {
    super('The proxy did not lead to the host.');
    this.name = 'ProxyError';
    if (facts.proxyFailure?.code !== undefined) this.code = facts.proxyFailure.code;
    if (facts.proxy !== undefined) this.proxy = facts.proxy;
    if (facts.status !== undefined) this.status = facts.status;
  }
}
