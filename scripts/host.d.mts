export const hostIsSupported: boolean;
export function hostPaths(): { folder: string; node: string; entry: string };
export function hostIsThere(): boolean;
export function buildHost(): Promise<void>;
export function findBrowser(): string | undefined;
export function findProgram(name: string): string | undefined;
