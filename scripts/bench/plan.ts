import type { BuiltProbe } from './probe/buildProbe.ts';
import type { Servers } from './server/servers.ts';

/** What each part of the benchmark is given. */
export interface BenchPlan {
  readonly servers: Servers;
  readonly probe: BuiltProbe;
  /** Fewer rounds: to see that it works, not for figures. */
  readonly quick: boolean;
}
