import type { VsCodeWindow } from '../../../test/window/index.ts';

/** Notes in the page, by its own clock, when Enter was pressed last and when a modal question came after it. */
export async function markQuestions({ page }: VsCodeWindow): Promise<void> {
  await page.evaluate(`(() => {
    const seen = (globalThis.koreBench = { enterMs: 0, questionMs: [] });
    addEventListener('keydown', (event) => { if (event.key === 'Enter') seen.enterMs = event.timeStamp; }, true);
    let shown = false;
    new MutationObserver(() => {
      const box = document.querySelector('.monaco-dialog-box');
      const isShown = box !== null && box.getClientRects().length > 0;
      if (isShown && !shown) seen.questionMs.push(performance.now() - seen.enterMs);
      shown = isShown;
    }).observe(document, { childList: true, subtree: true, attributes: true });
  })()`);
}

/** From the key to the question that came of it. */
export async function takeQuestionMs(window: VsCodeWindow): Promise<number> {
  const seen = await window.page.evaluate<readonly number[]>('globalThis.koreBench.questionMs.splice(0)');
  const [first] = seen;
  if (first === undefined || seen.length > 1) return window.screen.fail(`${seen.length} questions were put in a round`);
  return first;
}
