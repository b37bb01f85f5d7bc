import type { LogOutputChannel } from 'vscode';

import type { Log } from '../kore/caller.ts';
import type { Redactor } from '../kore/redact.ts';

/** The output channel as everything else writes to it: one line an entry, with no secret and no token in it. */
export function cleanLog(channel: LogOutputChannel, redactor: Redactor): Log {
  const clean = (message: string): string => redactor.clean(message).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return {
    info: (message) => channel.info(clean(message)),
    warn: (message) => channel.warn(clean(message)),
  };
}
