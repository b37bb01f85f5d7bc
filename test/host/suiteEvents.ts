/** What the suite inside the extension host tells the launcher outside, one JSON line each in a file. */
export type SuiteEvent =
  | { readonly kind: 'suite'; readonly title: string; readonly depth: number }
  | { readonly kind: 'pass'; readonly title: string; readonly depth: number; readonly durationMs: number }
  | { readonly kind: 'skip'; readonly title: string; readonly depth: number }
  | { readonly kind: 'fail'; readonly title: string; readonly depth: number; readonly error: string }
  | { readonly kind: 'end' };

/** The folders of tests, in the order in which they run: the window is loaded again between them. */
export const suiteParts = ['suite', 'afterReload'] as const;
export type SuitePart = (typeof suiteParts)[number];

/** Environment variables that reach the extension host. */
export const eventsFileVariable = 'KORE_SUITE_EVENTS';
export const grepVariable = 'KORE_SUITE_GREP';
export const partVariable = 'KORE_SUITE_PART';
/** A file with the certificate and key, as PEM, of the authority that `NODE_EXTRA_CA_CERTS` makes known to the host. */
export const authorityVariable = 'KORE_SUITE_AUTHORITY';

/** The extension that gives the suite a SecretStorage. */
export const secretsExtensionId = 'kore-tests.secrets';
