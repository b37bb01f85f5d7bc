import { isDeepStrictEqual } from 'node:util';

import type { Access } from './access.ts';
import type { KorePorts } from './caller.ts';
import { listCampaigns, type ListOptions, type ReadFailure, type ReadPage } from './campaigns.ts';

/** Reads a page of the list, as `listCampaigns` does. */
export type ReadCampaignPage = typeof listCampaigns;

/** Those who come within this long of each other share one request. */
const gatherMs = 100;

interface SharedPage {
  readonly access: Access;
  readonly options: Omit<ListOptions, 'signal'>;
  readonly page: Promise<ReadPage | ReadFailure>;
  readonly cancel: AbortController;
  waiting: number;
}

/**
 * For reads that nobody waits for: who asks for the page that another is about to ask for gets the same one. It is
 * always read after it was asked for. A reader that is aborted leaves; the request ends when all have left.
 */
export function sharePages(): ReadCampaignPage {
  const open = new Set<SharedPage>();
  const begin = (access: Access, ports: KorePorts, options: SharedPage['options']): SharedPage => {
    const cancel = new AbortController();
    const page = ports
      .sleep(gatherMs, cancel.signal)
      .catch(() => undefined)
      .then(() => {
        const onHandedOver = (): void => void open.delete(shared);
        return listCampaigns(access, ports, { ...options, signal: cancel.signal, onHandedOver });
      })
      .finally(() => open.delete(shared));
    const shared: SharedPage = { access, options, page, cancel, waiting: 0 };
    open.add(shared);
    return shared;
  };
  return (access, ports, { signal, ...options }) => {
    const same = (one: SharedPage): boolean => isDeepStrictEqual([one.access, one.options], [access, options]);
    const shared = [...open].find(same) ?? begin(access, ports, options);
    shared.waiting += 1;
    return unlessAborted(shared.page, signal).finally(() => {
      shared.waiting -= 1;
      if (shared.waiting > 0) return;
      open.delete(shared);
      shared.cancel.abort();
    });
  };
}

function unlessAborted(
  page: Promise<ReadPage | ReadFailure>,
  signal: AbortSignal | undefined,
): Promise<ReadPage | ReadFailure> {
  if (signal === undefined) return page;
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve({ kind: 'failed', reason: 'noAnswer', details: {} });
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    page.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
