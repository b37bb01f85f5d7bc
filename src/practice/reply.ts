/** A whole JSON answer, before it meets the wire. */
export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** The text the vendor documents for a used-up minute. Its HTTP status and body shape are not documented. */
export const rateLimitText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

export function ok(body: object): Reply {
  return { status: 200, body };
}

/** Error bodies are not documented for the campaign API; this is the shape of the vendor's other public APIs. */
export function apiError(status: number, msg: string): Reply {
  return { status, body: { errors: [{ msg, code: status }] } };
}
