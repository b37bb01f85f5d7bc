import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { commandIds } from '../../../src/ui/commands/commandIds.ts';
import { readingTools, stopTool } from '../../../src/ui/tools/toolNames.ts';
import manifest from '../../../package.json' with { type: 'json' };
import words from '../../../package.nls.json' with { type: 'json' };

const used = new Set<string>();
/** What VS Code makes of package.json for a reader of English. */
const { contributes } = JSON.parse(JSON.stringify(manifest), (_key, value: unknown) => {
  const key = typeof value === 'string' ? /^%([\w.]+)%$/.exec(value)?.[1] : undefined;
  if (key === undefined) return value;
  used.add(key);
  return (words as Readonly<Record<string, string>>)[key] ?? value;
}) as typeof manifest;
const contributed = contributes.commands.map(({ command }) => command);
const menuEntries = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
  (entries as readonly { command: string; when?: string; group?: string }[]).map((entry) => ({ menu, ...entry })),
);

describe('package.json', () => {
  it('contributes exactly the commands that the code registers', () => {
    assert.deepEqual([...contributed].sort(), Object.values(commandIds).sort());
  });

  it('gives every command the category Kore and a title without it', () => {
    for (const { title, category } of contributes.commands) {
      assert.equal(category, 'Kore', title);
      assert.match(title, /^[A-Z][^:]*$/);
      assert.ok(!title.startsWith('Kore'), title);
    }
    const titles = contributes.commands.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
  });

  it('names in menus, keys and links only commands that there are', () => {
    const [walkthrough] = contributes.walkthroughs;
    const steps = walkthrough?.steps ?? [];
    const texts = [...contributes.viewsWelcome.map(({ contents }) => contents), ...steps.map((one) => one.description)];
    const links = texts.flatMap((text) => [...text.matchAll(/\(command:([^)?]+)/g)]);
    const named = [
      ...menuEntries.map(({ command }) => command),
      ...contributes.keybindings.map(({ command }) => command),
      ...links.map(([, command]) => command),
    ];
    assert.ok(links.length >= 2);
    for (const command of named) {
      assert.ok(contributed.includes(command ?? '') || command?.startsWith('workbench.action.'), command);
    }
  });

  it('has a walkthrough whose steps are ticked by what the code tells, each with a small picture', async () => {
    const source = await readFile('src/ui/walkthroughSteps.ts', 'utf8');
    const steps = contributes.walkthroughs.flatMap((one) => one.steps);
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['practice', 'stream', 'credential', 'ready', 'shortcut'],
    );
    for (const { id, media, completionEvents } of steps) {
      const picture = await readFile(media.svg, 'utf8');
      assert.match(picture, /var\(--vscode-/, id);
      assert.ok(picture.length < 1500 && media.altText.length > 20, id);
      const [event = ''] = completionEvents;
      const [, command] = /^onCommand:(.+)$/.exec(event) ?? [];
      const [, key] = /^onContext:kore\.(.+)$/.exec(event) ?? [];
      assert.ok(command === undefined ? source.includes(`'${key ?? ''}'`) : contributed.includes(command), event);
    }
  });

  it('has the command that is meant first in the palette, which sorts by title what was never used', () => {
    const found = (...words: readonly string[]): string | undefined =>
      contributes.commands
        .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
        .toSorted((one, other) => one.title.localeCompare(other.title))[0]?.command;
    assert.equal(found('stop', 'sms'), 'kore.stopSmsCampaign');
    assert.equal(found('practice'), 'kore.openPracticeStream');
    assert.equal(found('history'), 'kore.showHistory');
  });

  it('shows as plain words what VS Code does not draw in a step of the walkthrough or in an empty view', () => {
    const [walkthrough] = contributes.walkthroughs;
    const texts = [...contributes.viewsWelcome.map(({ contents }) => contents)];
    texts.push(...(walkthrough?.steps ?? []).map(({ description }) => description));
    for (const text of texts) assert.doesNotMatch(text, /`/);
  });

  it('shows in the palette every command that works without an argument', () => {
    const hidden = menuEntries.filter(({ menu, when }) => menu === 'commandPalette' && when === 'false');
    assert.deepEqual(hidden.map(({ command }) => command).sort(), [
      'kore.explainListFailure',
      'kore.openSetting',
      'kore.showMore',
      'kore.stopFromStatusBar',
      'kore.stopThisCampaign',
    ]);
  });

  it('offers the stop in the title, in a row and on a key', () => {
    const places = menuEntries.filter(({ command }) => /stop(?:Sms|This)Campaign$/.test(command));
    for (const menu of ['view/title', 'view/item/context']) {
      assert.ok(
        places.some((one) => one.menu === menu),
        menu,
      );
    }
    const inline = places.filter(({ group }) => group === 'inline');
    assert.deepEqual(
      inline.map(({ command }) => command),
      ['kore.stopThisCampaign'],
    );
    assert.deepEqual(contributes.keybindings, [
      { command: 'kore.stopSmsCampaign', key: 'ctrl+shift+alt+k', mac: 'shift+alt+cmd+k' },
      { command: 'kore.stopTrying', key: 'shift+alt+k', mac: 'ctrl+cmd+k', when: 'kore.keepsTrying' },
    ]);
  });

  it('offers for several selected campaigns only what acts on all of them', () => {
    const ofCampaigns = menuEntries
      .filter(({ menu, group }) => menu === 'view/item/context' && group !== 'inline')
      .filter(({ when = '' }) => /\\b(?:stoppable|retryable|ended|unseen|configured)\\b/.test(when));
    assert.ok(ofCampaigns.length > 8);
    assert.deepEqual(
      ofCampaigns.filter(({ when = '' }) => !when.endsWith(' && !listMultiSelection')).map(({ command }) => command),
      ['kore.stopSeveral', 'kore.markAsSeen', 'kore.copySummary'],
    );
  });

  it('offers what is for a stream whatever else is selected', () => {
    const ofStreams = menuEntries.filter(({ when = '' }) => /\\b(?:stream|editable)\\b/.test(when));
    assert.ok(ofStreams.length > 5);
    for (const { when, command } of ofStreams) assert.ok(!when?.includes('listMultiSelection'), command);
  });

  it('ties every menu entry of a view to the one view', () => {
    const [view] = contributes.views.kore;
    assert.deepEqual(
      [view?.id, contributes.viewsContainers.activitybar.map(({ id }) => id)],
      ['kore.campaigns', ['kore']],
    );
    for (const { menu, when, command } of menuEntries) {
      if (menu.startsWith('view/')) assert.match(when ?? '', /^view == kore\.campaigns(?: &&|$)/, command);
    }
  });

  it('keeps every setting out of a workspace’s reach', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(Object.keys(properties), [
      'kore.streams',
      'kore.confirmStop',
      'kore.byHandContact',
      'kore.operatorName',
      'kore.refreshSeconds',
      'kore.journalDays',
      'kore.journalEntries',
      'kore.tokenLifetimeSeconds',
      'kore.openPracticeOnStartup',
      'kore.dailyCheck',
      'kore.tasks.stopDevelopmentWithoutAsking',
      'kore.assistants.allowStop',
    ]);
    for (const [name, { scope }] of Object.entries(properties)) assert.equal(scope, 'application', name);
  });

  it('offers assistants what reads, and what can stop only where the person has said so', () => {
    const tools = contributes.languageModelTools as readonly { name: string; when?: string }[];
    assert.deepEqual(
      tools.map(({ name, when }) => [name, when]),
      [...readingTools.map((name) => [name, undefined]), [stopTool, 'config.kore.assistants.allowStop']],
    );
    assert.equal(contributes.configuration.properties['kore.assistants.allowStop'].default, false);
    assert.equal(contributes.configuration.properties['kore.tasks.stopDevelopmentWithoutAsking'].default, false);
  });

  it('has each text that a person sees in package.nls.json, where it can be translated', () => {
    const literal: string[] = [];
    const { displayName, description } = manifest;
    JSON.stringify({ displayName, description, ...manifest.contributes }, (key, value: unknown) => {
      if (key === 'body') return undefined;
      const isText = /^(?:displayName|title|shortTitle|category|name|contextualTitle|contents|label|altText)$/.test(
        key,
      );
      const texts = isText || /escriptions?$|Message$/.test(key) ? [value].flat() : [];
      // The name of a tool is an id.
      literal.push(
        ...texts.filter((text): text is string => typeof text === 'string' && !/^(?:%[\w.]+%|kore_\w+)$/.test(text)),
      );
      return value;
    });
    assert.deepEqual(literal, []);
    assert.deepEqual([...used].filter((key) => !(key in words)).sort(), []);
    assert.deepEqual(
      Object.keys(words).filter((key) => !used.has(key)),
      [],
    );
  });

  it('says its sentences in words that a tired person knows', () => {
    const texts = Object.values(words);
    assert.ok(texts.length > 60);
    for (const text of texts)
      assert.ok(!/successful|\barmed\b|\border\b|\bverdict\b|\bjournal\b|\borigin\b/i.test(text), text);
  });

  it('works everywhere, and starts by itself', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
    assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });
});
