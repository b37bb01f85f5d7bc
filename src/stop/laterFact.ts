/**
 * What was learnt of a campaign after the outcome of its stop, in the order in which it was learnt. The outcome itself
 * never changes; rows, the summary and the journal tell these beside it. Times are ISO.
 */
export type LaterFact =
  /** Kore's state, read in the background or because the person asked; `sent` and `restarts` where a list told them. */
  | {
      readonly kind: 'read';
      readonly at: string;
      readonly state: string;
      readonly sent?: number;
      /** It is scheduled or repeats, so it can start again by itself. */
      readonly restarts?: boolean;
    }
  /** Two reads at least 10 s apart told the same count. */
  | { readonly kind: 'quiet'; readonly at: string; readonly since: string; readonly sent: number }
  | { readonly kind: 'scheduleOff'; readonly at: string }
  /** One of the later looks at a production campaign was taken. */
  | { readonly kind: 'watched'; readonly at: string; readonly afterMinutes: number }
  /** The person has seen how it ended. */
  | { readonly kind: 'seen'; readonly at: string };
