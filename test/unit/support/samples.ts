import { readFileSync } from 'node:fs';

/** A documented request or reply, as it stands in the vendor's pages. */
export function sample(name: string): string {
  return readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
}
