import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { extensionPackage, openWindow, type VsCodeWindow } from '../../test/window/index.ts';
import { say } from '../run.mjs';
import { sentencesFolder } from './folders.ts';

/** Sentences of one source file, as its functions said them. */
export interface Page {
  readonly file: string;
  readonly texts: readonly string[];
}

const linesOfPicture = 44;
const longestLine = 150;
/** Before each sentence: a line that VS Code has broken goes on without it. */
const bullet = '•';
/** Long enough for VS Code's own movements to end. */
const settleMs = 700;

/** Every text of a window up to now, by how it was made. */
export interface Gallery {
  /** In VS Code's own places, and as functions said it. */
  readonly real: ReadonlySet<string>;
  /** With values that stand in for real ones. */
  readonly asWritten: ReadonlySet<string>;
  /** Texts of the walkthrough that have no room there. */
  readonly cut: readonly string[];
}

/**
 * Shows sentences in a window: those of `package.json` where VS Code shows them (its settings, the walkthrough), all others
 * as documents; then what `rest` asks for, which has seen what was shown by then. A picture of each screen goes to
 * `out/sentences/`.
 */
export async function showGallery(
  pages: readonly Page[],
  rest: (shown: ReadonlySet<string>) => readonly Page[],
): Promise<Gallery> {
  const workspace = await mkdtemp(join(tmpdir(), 'kore-sentences-'));
  await mkdir(sentencesFolder, { recursive: true });
  const window = await openWindow({
    vsix: [extensionPackage],
    workspace,
    size: { width: 1500, height: 1050 },
    settings: {
      'editor.wordWrap': 'on',
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      'editor.unicodeHighlight.ambiguousCharacters': false,
    },
  });
  const showAll = async (name: string, shown: readonly Page[]): Promise<readonly string[]> => {
    const texts: string[] = [];
    for (const [index, document] of documentsOf(shown).entries()) {
      const file = `${name}-${String(index + 1).padStart(2, '0')}.txt`;
      await writeFile(join(workspace, file), document);
      texts.push(...(await showDocument(window, file)));
    }
    return texts;
  };
  try {
    await showSettings(window);
    const cut = await showWalkthrough(window);
    await window.page.keyboard.press('Control+B');
    const said = await showAll('sentences', pages);
    const real = new Set([...(await window.shownTexts()), ...said]);
    return { real, asWritten: new Set(await showAll('as-written', rest(real))), cut };
  } finally {
    await window.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** A few files fit on one screen; a sentence takes as many lines as VS Code will break it into. */
function documentsOf(pages: readonly Page[]): readonly string[] {
  const documents: string[] = [];
  let lines: string[] = [];
  let height = 0;
  const end = (): void => {
    if (lines.length > 0) documents.push(lines.join('\n'));
    lines = [];
    height = 0;
  };
  for (const { file, texts } of pages) {
    lines.push(`${bullet} ${file}`);
    height += 1;
    for (const text of texts) {
      for (const line of text.split('\n')) {
        lines.push(`${bullet} ${line}`);
        height += Math.ceil((line.length + 2) / longestLine);
        if (height >= linesOfPicture) end();
      }
    }
  }
  end();
  return documents;
}

async function showDocument(window: VsCodeWindow, name: string): Promise<readonly string[]> {
  const { page, quickInput, screen } = window;
  await screen.waitFor(`${name} to be open`, async () => {
    if ((await page.title()).startsWith(name)) return true;
    await page.keyboard.press('Control+P');
    await quickInput.waitFor('the list of files');
    await quickInput.type(name);
    // A file that is new is found a moment later.
    const found = await quickInput.waitForRow(name, 1000).catch(() => undefined);
    if (found === undefined) await quickInput.escape();
    else await quickInput.accept();
    return false;
  });
  await take(window, name.replace('.txt', ''));
  return linesOnScreen(window);
}

/** What the editor shows, its broken lines put together again. */
async function linesOnScreen({ page }: VsCodeWindow): Promise<readonly string[]> {
  const shown = await page.evaluate<string>(`[...document.querySelectorAll('.editor-instance .view-line')]
    .sort((one, other) => parseInt(one.style.top) - parseInt(other.style.top))
    .map((line) => line.textContent.replaceAll('\\u00a0', ' '))
    .join('')`);
  return shown.split(bullet).map((text) => text.trim());
}

async function showSettings(window: VsCodeWindow): Promise<void> {
  const { page, screen } = window;
  await window.openKoreView();
  await window.runCommand('Preferences: Open Settings (UI)');
  const list = page.locator('.settings-tree-container .monaco-list');
  await list.waitFor();
  await page.locator('.settings-header .suggest-input-container .monaco-editor').click();
  await page.keyboard.type('@ext:kore-campaigns.kore-campaigns');
  const rows = list.locator('.setting-item-contents');
  await screen.waitFor('our settings', async () =>
    (await rows.allInnerTexts()).some((text) => text.startsWith('Kore: ')),
  );
  for (let screens = 0, before = ''; screens < 20; screens += 1) {
    await take(window, `settings-${String(screens + 1).padStart(2, '0')}`);
    const now = (await rows.allInnerTexts()).join('\n');
    if (now === before) break;
    before = now;
    await list.hover();
    await page.mouse.wheel(0, 700);
  }
}

async function showWalkthrough(window: VsCodeWindow): Promise<readonly string[]> {
  const { page } = window;
  await window.runCommand('Welcome: Open Walkthrough…').catch(() => window.runCommand('Welcome: Open Walkthrough...'));
  await window.quickInput.waitFor('the walkthroughs');
  await window.quickInput.type('Kore');
  await window.quickInput.accept();
  const steps = page.locator('.gettingStartedContainer .step-list-container .getting-started-step');
  await steps.first().waitFor();
  const cut = new Set<string>();
  for (const index of Array.from({ length: await steps.count() }, (_, place) => place)) {
    await steps.nth(index).click();
    await take(window, `walkthrough-${String(index + 1)}`);
    for (const text of await page.evaluate<readonly string[]>(textsWithoutRoom)) cut.add(text);
  }
  return [...cut];
}

/** Those whose end VS Code leaves out for want of room. */
const textsWithoutRoom = `[...document.querySelectorAll('.gettingStartedContainer .gettingStartedSlideDetails *')]
  .filter((one) => one.clientWidth > 0 && one.childElementCount === 0 && one.textContent.trim() !== '')
  .flatMap((one) => [one, one.parentElement])
  .filter((one) => getComputedStyle(one).overflow.includes('hidden'))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.textContent)`;

async function take(window: VsCodeWindow, name: string): Promise<void> {
  await sleep(settleMs);
  await window.screenshot(join(sentencesFolder, `${name}.png`));
  say(`out/sentences/${name}.png`);
}
