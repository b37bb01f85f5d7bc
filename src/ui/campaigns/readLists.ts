import { isFresh, type KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignBoard, ListState } from './campaignBoard.ts';

/** At most this many lists are read at once: the account's minute is for stops. */
export const mostLists = 5;

export interface ListsRead {
  readonly read: number;
  readonly of: number;
}

type Lists = Pick<CampaignBoard, 'listState' | 'refreshFirstPage'>;

/** The streams of which no list was read lately. */
export function notReadLately(
  streams: readonly KnownStream[],
  board: Pick<CampaignBoard, 'listState'>,
  nowMs: number,
): readonly KnownStream[] {
  return streams.filter((stream) => {
    const list = board.listState(stream);
    return list.kind !== 'listed' || !isFresh(list.last, nowMs);
  });
}

/**
 * Reads the lists of the first of the streams, side by side. One that cannot be asked, as for want of a credential, costs
 * no call, and the next has its turn. `tell` is called at the start and whenever one is through.
 */
export async function readLists(
  streams: readonly KnownStream[],
  board: Lists,
  tell: (progress: ListsRead) => void,
  signal: AbortSignal,
): Promise<void> {
  const queue = [...streams];
  let calls = Math.min(mostLists, queue.length);
  let read = 0;
  tell({ read, of: calls });
  const readOne = async (): Promise<void> => {
    for (let stream = queue.shift(); stream !== undefined && !signal.aborted; stream = queue.shift()) {
      await board.refreshFirstPage(stream);
      if (!wasNotAsked(board.listState(stream))) {
        read += 1;
        tell({ read, of: calls });
        return;
      }
    }
    calls -= 1;
    tell({ read, of: calls });
  };
  await Promise.all(Array.from({ length: calls }, readOne));
}

/** True where nothing left this computer. */
function wasNotAsked(list: ListState): boolean {
  return (
    list.kind === 'failed' && ['noCredential', 'secretStore', 'badInput', 'tokenExpired'].includes(list.failure.reason)
  );
}
