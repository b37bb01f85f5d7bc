import type { Fault } from './fault.ts';

const page = '<!doctype html><title>Sign in</title><p>Welcome to the Wi-Fi. Please sign in.</p>';

/** What a person can have the simulator get wrong, by name: what it then does until it is told otherwise. */
export const menuFaults = {
  slow: { kind: 'slow', call: 'any', delayMs: 8000 },
  silentStop: { kind: 'silence', call: 'stop' },
  silentStopThatWorks: { kind: 'silence', call: 'stop', takesEffect: true },
  silentCheck: { kind: 'silence', call: 'status' },
  cut: { kind: 'resetBeforeHeaders', call: 'any' },
  rateLimited: { kind: 'rateLimited', call: 'any', retryAfter: '20' },
  serverError: { kind: 'answer', call: 'any', status: 503 },
  unauthorized: { kind: 'answer', call: 'any', status: 401 },
  forbidden: { kind: 'answer', call: 'any', status: 403 },
  notFound: { kind: 'answer', call: 'stop', status: 404 },
  signInPage: { kind: 'answer', call: 'any', status: 200, body: page, headers: { 'content-type': 'text/html' } },
  redirect: { kind: 'redirect', call: 'any', location: 'https://login.example.com/' },
  stopIgnored: { kind: 'stopIgnored', call: 'stop' },
} as const satisfies Readonly<Record<string, Fault>>;

export type MenuFault = keyof typeof menuFaults;
