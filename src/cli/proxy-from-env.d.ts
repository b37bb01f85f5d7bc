declare module 'proxy-from-env' {
  /** The proxy that the environment names for an address; empty where none is. */
  export function getProxyForUrl(url: string): string;
}
