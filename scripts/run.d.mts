interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly show?: boolean;
}

export const root: string;
export function say(line: string): void;
export function run(
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<{ code: number; output: string }>;
export function mustRun(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
