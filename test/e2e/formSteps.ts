import type { Frame } from 'playwright-core';
import type { VsCodeWindow } from '../window/index.ts';

/** What a person does in the stream form. */

/** The form's page; VS Code makes it anew each time that it comes to the front. */
export async function openForm(window: VsCodeWindow, heading: string): Promise<Frame> {
  return window.screen.waitFor(`the form ${heading}`, async () => {
    const frame = await window.webview('#field-paste');
    // It can be on its way out just then.
    const shown = await frame
      .locator('h1')
      .textContent()
      .catch(() => '');
    return shown === heading && frame;
  });
}

/** Presses Tab until the focus is on the field with this id, or on the button with this label. */
export async function tabTo(window: VsCodeWindow, frame: Frame, target: string): Promise<void> {
  const focused = `(document.activeElement?.id || document.activeElement?.textContent) ?? ''`;
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if ((await frame.evaluate(focused)) === target) return;
    await window.page.keyboard.press('Tab');
  }
  await window.screen.fail(`Tab does not lead to ${target}`);
}

/** Types into a field that the keyboard leads to, in place of what is there. */
export async function typeInto(window: VsCodeWindow, frame: Frame, field: string, text: string): Promise<void> {
  await window.screen.waitFor(`${field} to be typed`, async () => {
    // VS Code can take the focus to another part just then.
    await frame.evaluate('window.focus()');
    await tabTo(window, frame, `field-${field}`);
    await retype(window, text);
    return (await valueOf(frame, field)) === text;
  });
}

/** Types in place of what is in the field. Not by Ctrl+A, which VS Code carries out a moment later. */
export async function retype({ page }: VsCodeWindow, text: string): Promise<void> {
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type(text);
}

/** What a field holds. */
export function valueOf(frame: Frame, field: string): Promise<string> {
  return frame.locator(`[id="field-${field}"] input, [id="field-${field}"] textarea`).inputValue();
}

/** Pastes a call into the form that is open, and waits until the form has read it. */
export async function pasteIntoForm(window: VsCodeWindow, text: string): Promise<void> {
  const frame = await window.webview('#field-paste');
  await frame.locator('#field-paste textarea').focus();
  await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await window.page.keyboard.press('Control+V');
  await frame.getByText(/^Filled in: /).waitFor();
}
