// npm run check-keys: is each key of package.json free among VS Code's own, on Windows, macOS and Linux?
import { readFile } from 'node:fs/promises';
import { openWindow, type VsCodeWindow } from '../test/window/index.ts';
import { readDefaultKeys, takenBy, type DefaultKey } from './defaultKeys.ts';
import { root, say } from './run.mjs';

interface Binding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly win?: string;
  readonly linux?: string;
}

const chromium = (system: string): string =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`;

/**
 * VS Code in a browser takes the platform from what the browser says it is. `proof` is a key that it has there and on
 * no other: without it, another platform's keys were read.
 */
const platforms = [
  {
    name: 'Windows',
    of: 'win',
    userAgent: chromium('Windows NT 10.0; Win64; x64'),
    selectAll: 'Control+A',
    proof: { key: 'shift+alt+up', command: 'editor.action.copyLinesUpAction' },
  },
  {
    name: 'macOS',
    of: 'mac',
    userAgent: chromium('Macintosh; Intel Mac OS X 10_15_7'),
    selectAll: 'Meta+A',
    proof: { key: 'cmd+p', command: 'workbench.action.quickOpen' },
  },
  {
    name: 'Linux',
    of: 'linux',
    userAgent: chromium('X11; Linux x86_64'),
    selectAll: 'Control+A',
    proof: { key: 'ctrl+shift+alt+up', command: 'editor.action.copyLinesUpAction' },
  },
] as const;

type Platform = (typeof platforms)[number];

// Other keys to look for can be given: npm run check-keys -- ctrl+shift+k
const asked = process.argv.slice(2).map((key): Binding => ({ command: 'asked for', key }));
const own = asked.length > 0 ? asked : await ownBindings();
for (const platform of platforms) {
  const defaults = await defaultKeys(platform);
  say(`${platform.name}: ${String(defaults.length)} default keys`);
  for (const one of own) tell(one, one[platform.of] ?? one.key, defaults);
}

function tell({ command }: Binding, key: string, defaults: readonly DefaultKey[]): void {
  const others = takenBy(key, defaults);
  if (others.length === 0) say(`  ${key} (${command}) is free`);
  else {
    process.exitCode = 1;
    for (const other of others)
      say(`  ${key} (${command}) is taken: ${other.key} ${other.command} ${other.when ?? ''}`);
  }
}

async function ownBindings(): Promise<readonly Binding[]> {
  const text = await readFile(`${root}/package.json`, 'utf8');
  return (JSON.parse(text) as { contributes: { keybindings: readonly Binding[] } }).contributes.keybindings;
}

async function defaultKeys({ name, userAgent, selectAll, proof }: Platform): Promise<readonly DefaultKey[]> {
  const window = await openWindow({ userAgent });
  try {
    const defaults = readDefaultKeys(await documentOf(window, selectAll));
    if (takenBy(proof.key, defaults).some(({ command }) => command === proof.command)) return defaults;
    throw new Error(`These are not the keys of ${name}: ${proof.key} is not ${proof.command}`);
  } finally {
    await window.close();
  }
}

async function documentOf(window: VsCodeWindow, selectAll: string): Promise<string> {
  await window.runCommand('Preferences: Open Default Keyboard Shortcuts (JSON)');
  const editor = window.page.locator('.editor-instance .monaco-editor.focused');
  await editor.waitFor();
  await window.page.keyboard.press(selectAll);
  // Not by a key: on a Mac that is Cmd+C, of which a browser on another system knows nothing.
  await window.page.evaluate(`document.execCommand('copy')`);
  return window.screen.waitFor('the default keys', async () => {
    const text = await window.readClipboard();
    return text.includes('"command"') && text;
  });
}
