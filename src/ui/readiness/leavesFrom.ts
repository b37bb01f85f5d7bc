import { env, ExtensionKind, workspace } from 'vscode';

import type { LeavesFrom } from '../texts/leavesFromText.ts';

/** Asked anew each time: settings can change. An extension that runs beside the window is on this computer. */
export function readLeavesFrom(runsIn: ExtensionKind): LeavesFrom {
  const { remoteName } = env;
  const http = workspace.getConfiguration('http');
  const proxy = http.get<unknown>('proxy');
  const proxySupport = http.get<unknown>('proxySupport');
  return {
    ...(remoteName === undefined || runsIn === ExtensionKind.UI ? {} : { remoteName }),
    ...(typeof proxy === 'string' ? { proxy } : {}),
    ...(typeof proxySupport === 'string' ? { proxySupport } : {}),
  };
}
