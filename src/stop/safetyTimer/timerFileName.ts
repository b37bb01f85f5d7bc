/**
 * Why a window took a timer. `fire`: to stop its campaign. The others, to ask: `refused`, as it may not stop that
 * campaign any more; `missed`, as no window was there at its time; `cut`, as the window that took it to stop its
 * campaign is gone, and how that ended is not known.
 */
export type TakenFor = 'fire' | 'refused' | 'missed' | 'cut';

/** What the name of a timer's file says. A file changes its name and nothing else: so one window moves it on. */
export type TimerFileName =
  | { readonly state: 'waiting'; readonly id: string }
  | {
      readonly state: 'taken';
      readonly id: string;
      readonly takenFor: TakenFor;
      /** The window that took it. */
      readonly window: string;
      /** When it was first taken for that; of `cut`, when it was taken to fire. Milliseconds since 1970. */
      readonly atMs: number;
    }
  /** It was fired, cancelled or answered: kept for a while, so that other windows know that it is not lost. */
  | { readonly state: 'ended'; readonly id: string }
  /** It could not be read. */
  | { readonly state: 'setAside'; readonly id: string };

export function timerFileName(name: TimerFileName): string {
  switch (name.state) {
    case 'waiting':
      return `${name.id}.json`;
    case 'taken':
      return `${name.id}~${name.takenFor}~${name.window}~${String(Math.trunc(name.atMs)).padStart(13, '0')}.json`;
    case 'ended':
      return `${name.id}.ended`;
    case 'setAside':
      return `${name.id}.bad`;
  }
}

export function readTimerFileName(name: string): TimerFileName | undefined {
  const found =
    /^([0-9a-f]{16})(?:(\.json)|(\.ended)|(\.bad)|~(fire|refused|missed|cut)~([0-9a-f]{16})~(\d{13})\.json)$/.exec(
      name,
    );
  if (found === null) return undefined;
  const [, id = '', waiting, ended, bad, takenFor, window = '', at] = found;
  if (waiting !== undefined) return { state: 'waiting', id };
  if (ended !== undefined) return { state: 'ended', id };
  if (bad !== undefined) return { state: 'setAside', id };
  return { state: 'taken', id, takenFor: takenFor as TakenFor, window, atMs: Number(at) };
}
