import { quote } from 'shlex';

import type { KoreRequest } from './endpoints.ts';

/** The request as a curl command for a shell. The token is not in it: it is read from `$KORE_AUTH`. */
export function asCurl(request: KoreRequest): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`);
  return [
    `curl --request ${request.method} ${quote(request.origin + request.target)}`,
    '--header "auth: $KORE_AUTH"',
    ...headers,
    ...(request.body === undefined ? [] : [`--data ${quote(request.body)}`]),
  ].join(' \\\n  ');
}
