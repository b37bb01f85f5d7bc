import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VsCodeWindow } from '../window/index.ts';

/** The process ids of the window's extension hosts; Linux only, as the e2e tests are. */
export async function extensionHosts({ host }: VsCodeWindow): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const [command, stat] = await Promise.all(
        ['cmdline', 'stat'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
      );
      // After the name, which can hold anything: state, parent, process group.
      const group = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
      return group === host.pid && command?.includes('--type=extensionHost') === true ? [Number(name)] : [];
    }),
  );
  return found.flat();
}

/** Kills them as a crash would: nothing in them gets to say good-bye. */
export async function killExtensionHosts(window: VsCodeWindow): Promise<void> {
  const pids = await extensionHosts(window);
  if (pids.length === 0) throw new Error('No extension host was found');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  for (let tries = 0; tries < 200; tries += 1) {
    const left = await extensionHosts(window);
    if (!left.some((pid) => pids.includes(pid))) return;
    await sleep(50);
  }
  throw new Error('The extension host does not end');
}
