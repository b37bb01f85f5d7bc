import type { LogOutputChannel } from 'vscode';

import type { Log } from '../kore/caller.ts';
import { redact } from '../kore/redact.ts';

/** The output channel as everything else writes to it: one line an entry, nothing in the shape of a token. */
export function cleanLog(channel: LogOutputChannel): Log {
  const clean = (message: string): string => redact(message, []).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return {
    info: (message) => channel.info(clean(message)),
    warn: (message) => channel.warn(clean(message)),
  };
}
