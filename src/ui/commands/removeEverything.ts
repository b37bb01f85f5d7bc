import { workspace } from 'vscode';

import { credentialKey } from '../../streams/credentialKey.ts';
import type { Reader } from '../../texts/format.ts';
import { partOfSentence, plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { askMany, type Choice } from '../quickInput.ts';
import { toError } from '../toError.ts';

type Part = 'credentials' | 'memory' | 'timers' | 'stops';

/** Removes what this extension keeps on this computer, after asking once, and tells what was removed. */
export async function removeEverything(app: App): Promise<void> {
  const { l10n } = app.reader;
  const keys = await credentialKeys(app);
  if (keys === undefined) return;
  const remembered = app.leavings.memory.keys();
  const timers = await app.timers.openIfAny();
  const parts = await askMany({
    title: l10n.t('Remove Everything from This Computer'),
    placeholder: l10n.t('Enter removes what is ticked, for good. Escape removes nothing.'),
    choices: choices(keys.length, timers?.waiting().length, app.reader),
  });
  if (parts === undefined || parts.length === 0) return;
  const work: Readonly<Record<Part, () => Promise<string>>> = {
    credentials: async () => {
      for (const key of keys) await app.credentials.removeKey(key);
      return l10n.t('{count} credentials', { count: keys.length });
    },
    memory: async () => {
      for (const key of remembered) await app.leavings.memory.update(key, undefined);
      app.board.streamsChanged();
      return l10n.t('what was remembered');
    },
    timers: async () => {
      await timers?.removeAll();
      return l10n.t('the safety timers');
    },
    stops: async () => {
      await removeFolder(app);
      return l10n.t('the record of stops');
    },
  };
  await removeAndTell(
    app,
    parts.map((part) => work[part]),
  );
}

function choices(credentials: number, timers: number | undefined, { l10n }: Reader): readonly Choice<Part>[] {
  return [
    {
      value: 'credentials',
      label: l10n.t('{count} credentials', { count: credentials }),
      detail: l10n.t('Of all streams, those without an entry in the settings too. Nothing can be stopped without one.'),
      picked: true,
    },
    {
      value: 'memory',
      label: l10n.t('What is remembered between windows'),
      detail: l10n.t('Such as which streams are pinned, and when one was last ready to stop.'),
      picked: true,
    },
    ...(timers === undefined
      ? []
      : [
          {
            value: 'timers' as const,
            label: l10n.t('{count} safety timers', { count: timers }),
            detail: l10n.t('Their campaigns do not stop by themselves then.'),
            picked: true,
          },
        ]),
    {
      value: 'stops',
      label: l10n.t('The record of stops'),
      detail: l10n.t('When which campaign was stopped from here, and how it ended. Tick it to remove it too.'),
    },
  ];
}

/** Of this computer and this window, the practice stream's aside: nothing of it is real, and it goes with the window. */
async function credentialKeys(app: App): Promise<readonly string[] | undefined> {
  const { l10n } = app.reader;
  const keys = await app.credentials.keys();
  if (keys.kind === 'failed') {
    const words = partOfSentence(keys.words);
    void app.outlet.error(l10n.t("VS Code's secret store failed: “{words}”. Nothing was removed.", { words }));
    return undefined;
  }

  const practice = new Set(app.practice.streams().map(credentialKey));
  return [...new Set([...keys.stored, ...keys.ofWindow])].filter((key) => !practice.has(key));
}

/** Goes on after a part that failed, and tells both. */
async function removeAndTell(app: App, parts: readonly (() => Promise<string>)[]): Promise<void> {
  const { l10n } = app.reader;
  const removed: string[] = [];
  const failures: string[] = [];
  for (const part of parts) {
    try {
      removed.push(await part());
    } catch (error: unknown) {
      failures.push(plainText(toError(error).message, 200));
    }
  }
  const what = removed.join(', ');
  const [failure] = failures;
  if (failure !== undefined) {
    void app.outlet.error(
      removed.length === 0
        ? l10n.t('Not removed: {words}', { words: failure })
        : l10n.t('Not all was removed: {words} Removed: {what}.', { words: failure, what }),
    );
    return;
  }
  void app.outlet.info(l10n.t('Removed from this computer: {what}. Your streams are still in the settings.', { what }));
}

async function removeFolder(app: App): Promise<void> {
  const { stops } = app.leavings;
  const there = await Promise.resolve(workspace.fs.stat(stops)).then(
    () => true,
    () => false,
  );
  if (there) await workspace.fs.delete(stops, { recursive: true, useTrash: false });
}
