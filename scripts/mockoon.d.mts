export function mockoonEntry(): string;
export function mockoonIsThere(): boolean;
export function buildMockoon(): Promise<void>;
