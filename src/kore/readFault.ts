import { ProxyError } from './proxyError.ts';
import type { Fault, FaultCause } from './transport.ts';

const certificateCauses: Readonly<Record<string, FaultCause>> = {
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateExpired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateName',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUntrusted',
  CERT_UNTRUSTED: 'certificateUntrusted',
  CERT_SIGNATURE_FAILURE: 'certificateUntrusted',
  CERT_REVOKED: 'certificateUntrusted',
  INVALID_CA: 'certificateUntrusted',
};

/** Codes that a connection can only fail with before it stands. */
const connectCauses: Readonly<Record<string, FaultCause>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'nameNotFound',
  ECONNREFUSED: 'connectionRefused',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'unreachable',
};

/** Codes that prove it only with no system call named (several addresses were tried): a read names its own. */
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ENETDOWN', 'EHOSTDOWN']);

/** What the TLS library says when a handshake cannot be ended, with spaces for underscores. */
const handshakeFailure =
  /:(?:wrong version number|unsupported protocol|no protocols available|packet length too long|ssl\/tls alert handshake failure|sslv3 alert handshake failure|tlsv1 alert protocol version|tlsv1 unrecognized name):/i;

type ReadFault = Pick<Fault, 'sent' | 'cause' | 'code' | 'proxy' | 'proxyStatus'>;

/**
 * What an error of `fetch` proves. `stands` tells whether the connection stood by then, where that is known: a request
 * waits for it to be there.
 */
export function readFault(error: unknown, stands: boolean | undefined): ReadFault {
  const read = readError(error);
  return read.sent === 'unknown' && stands === false ? { ...read, sent: 'no', cause: 'unreachable' } : read;
}

function readError(error: unknown): ReadFault {
  if (error instanceof ProxyError) return readProxyError(error);
  const { code, erroredSysCall, message } = errorFacts(error);
  if (code === undefined) return { sent: 'unknown', cause: 'cut' };
  const certificate = certificateCauses[code];
  if (certificate !== undefined) return { sent: 'no', cause: certificate, code };
  const connect = connectCauses[code];
  if (connect !== undefined) return { sent: 'no', cause: connect, code };
  const connecting = erroredSysCall === 'connect' || (erroredSysCall === undefined && unreachableCodes.has(code));
  if (connecting) return { sent: 'no', cause: 'unreachable', code };
  if (endedInHandshake(code, message, erroredSysCall)) return { sent: 'no', cause: 'tls', code };
  return { sent: 'unknown', cause: 'cut', code };
}

function readProxyError({ code, proxy, status }: ProxyError): ReadFault {
  const named = { ...(code === undefined ? {} : { code }), ...(proxy === undefined ? {} : { proxy }) };
  if (status === undefined) return { sent: 'no', cause: 'proxyUnreachable', ...named };
  const cause = status >= 500 && status <= 599 ? 'proxyFailed' : 'proxyRefused';
  return { sent: 'no', cause, ...named, proxyStatus: status };
}

/**
 * True where the text proves that TLS never stood; node-fetch passes on no more than code and text. `write EPROTO`
 * tells that the request was still waiting. Without it the same TLS errors can come in the answer to a request that
 * was sent, from a device on the way, so they prove nothing.
 */
function endedInHandshake(code: string, message: string, erroredSysCall: string | undefined): boolean {
  if (code === 'ECONNRESET') return message.includes('before secure TLS connection was established');
  return code === 'EPROTO' && erroredSysCall === 'write' && handshakeFailure.test(message.replaceAll('_', ' '));
}

function errorFacts(error: unknown): { code?: string; erroredSysCall?: string; message: string } {
  if (!(error instanceof Error)) return { message: '' };
  const { code, erroredSysCall } = error as { code?: unknown; erroredSysCall?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof erroredSysCall === 'string' ? { erroredSysCall } : {}),
    message: error.message,
  };
}
