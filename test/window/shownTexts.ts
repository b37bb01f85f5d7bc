import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';

const script = fileURLToPath(new URL('textsShown.js', import.meta.url));

const mostMs = 2000;

/** Everything that a window's frames have shown, or would have read aloud. */
export class ShownTexts {
  readonly texts = new Set<string>();

  /** Looks from here on, in every page of the window that is loaded. */
  async watch(context: BrowserContext): Promise<void> {
    await context.exposeFunction('koreTextsShown', (texts: readonly string[]) => {
      for (const text of texts) this.texts.add(text);
    });
    await context.addInitScript({ path: script });
  }

  /** What has been shown up to now. */
  async upToNow(context: BrowserContext): Promise<ReadonlySet<string>> {
    const frames = context.pages().flatMap((page) => page.frames());
    // A frame that has gone has nothing to tell any more, and one that is on its way somewhere never answers.
    const asked = Promise.allSettled(frames.map((frame) => frame.evaluate('window.koreTellTexts?.()')));
    await Promise.race([asked, sleep(mostMs)]);
    return this.texts;
  }
}
