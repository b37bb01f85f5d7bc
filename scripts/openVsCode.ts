// Opens VS Code with the packaged extension in a profile of its own, until Ctrl+C or until its window is closed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '../test/window/hostProcess.ts';
import { extensionPackage } from '../test/window/index.ts';
import { practiceSettings } from '../test/window/practice.ts';
import { findProgram, hostIsSupported } from './host.mjs';
import { mustRun, run, say } from './run.mjs';

const settings = practiceSettings;
const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

const folder = await mkdtemp(join(tmpdir(), 'kore-start-'));
const workspace = join(folder, 'workspace');
await mkdir(workspace);
try {
  const desktop = findProgram('code');
  if (desktop !== undefined) await openDesktop(desktop);
  else if (hostIsSupported) await openInBrowser();
  else throw new Error('No VS Code found: put its command "code" on the PATH (Shell Command: Install in PATH)');
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function openDesktop(program: string): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(settings));
  const isRoot = process.getuid?.() === 0;
  const profile = ['--user-data-dir', data, '--extensions-dir', join(folder, 'extensions')];
  if (isRoot) profile.push('--no-sandbox');
  await mustRun(program, [...profile, '--install-extension', extensionPackage]);
  tellWhereToClick();
  say('Close the window to end.');
  await Promise.race([run(program, [...profile, '--new-window', '--wait', workspace]), interrupted]);
}

async function openInBrowser(): Promise<void> {
  const host = await startHost({ folder, settings, vsix: [extensionPackage] });
  try {
    const url = `${host.url}/?folder=${encodeURIComponent(workspace)}`;
    say(`VS Code runs at ${url}`);
    tellWhereToClick();
    say('Press Ctrl+C to end.');
    const opener = findProgram('xdg-open');
    if (opener !== undefined && (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) !== undefined) {
      spawn(opener, [url], { stdio: 'ignore', detached: true }).unref();
    }
    await interrupted;
  } finally {
    await host.close();
  }
}

function tellWhereToClick(): void {
  say('Press F1, type "stop sms", press Enter: pick the practice campaign and stop it. Nothing real is touched.');
  say('Or click the Kore icon in the activity bar.');
}
