/** What the suite inside the extension host tells the launcher outside, one JSON line each in a file. */
export type SuiteEvent =
  | { readonly kind: 'suite'; readonly title: string; readonly depth: number }
  | { readonly kind: 'pass'; readonly title: string; readonly depth: number; readonly durationMs: number }
  | { readonly kind: 'skip'; readonly title: string; readonly depth: number }
  | { readonly kind: 'fail'; readonly title: string; readonly depth: number; readonly error: string }
  | { readonly kind: 'end' };

/** Environment variables that reach the extension host. */
export const eventsFileVariable = 'KORE_SUITE_EVENTS';
export const grepVariable = 'KORE_SUITE_GREP';
/** A file with the certificate and key, as PEM, of the authority that `NODE_EXTRA_CA_CERTS` makes known to the host. */
export const authorityVariable = 'KORE_SUITE_AUTHORITY';
