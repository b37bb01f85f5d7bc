import { checkHost } from './fields.ts';
import type { Stream } from './stream.ts';

/** What makes two entries the same stream: origin, account and stream id. */
export function streamKey(stream: Stream): string {
  const origin = checkHost(stream.host);
  return [origin.ok ? origin.value : stream.host, stream.accountId.trim(), stream.streamId.trim()].join(' ');
}
