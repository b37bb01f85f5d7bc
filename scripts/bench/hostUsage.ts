import { readFile } from 'node:fs/promises';

/** The unit of the times in /proc. */
const tickMs = 10;

/** What a process has used so far; Linux only, as the window is. */
export async function usageOf(pid: number): Promise<{ readonly cpuMs: number; readonly bytes: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which can hold anything, the first is the state.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuMs: (user + system) * tickMs, bytes: Number(resident) * 1024 };
}
