/** One request as the simulator saw it. `status` is null while, and when, nothing was answered. */
export interface LoggedRequest {
  /** ISO time of its arrival. */
  readonly at: string;
  readonly method: string;
  /** As it stood in the request line, without anything that looks like a token. */
  readonly target: string;
  readonly status: number | null;
}

/** The last requests, oldest first. */
export interface RequestLog {
  entries(): readonly LoggedRequest[];
  /** Returns how to note the status once it is known. */
  add(method: string, target: string): (status: number) => void;
}

const longestTarget = 2_000;

type Held = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

/** Keeps the last `limit` requests; `secret` is blotted out wherever it stands. */
export function createRequestLog(limit: number, secret: string, now: () => number): RequestLog {
  const held: Held[] = [];
  return {
    entries: () => held.map((entry) => ({ ...entry })),
    add(method, target) {
      const shown = target.replaceAll(secret, '***').replace(/eyJ[\w-]*\.[\w.-]*/g, '***');
      const at = new Date(now()).toISOString();
      const entry: Held = { at, method, target: shown.slice(0, longestTarget), status: null };
      held.push(entry);
      if (held.length > limit) held.shift();
      return (status) => {
        entry.status = status;
      };
    },
  };
}
