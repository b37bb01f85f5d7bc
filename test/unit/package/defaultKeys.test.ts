import assert from 'node:assert/strict';

import { readDefaultKeys, takenBy } from '../../../scripts/defaultKeys.ts';

/** As VS Code writes it. */
const document = `// Override key bindings by placing them into your key bindings file.
[
{ "key": "ctrl+shift+k",          "command": "editor.action.deleteLines",
                                     "when": "textInputFocus && !editorReadonly" },
{ "key": "ctrl+k ctrl+shift+alt+k", "command": "chord" },
{ "key": "ctrl+shift+alt+k z",    "command": "chord.thatBeginsWithIt" },
{ "key": "ctrl+=",                "command": "zoomIn" },
{ "key": "ctrl++",                "command": "zoomInToo" },
{ "key": "ctrl+[KeyJ]",           "command": "byPlace" }
]

// Here are other available commands:
// - other.command
`;
const defaults = readDefaultKeys(document);
const commands = (key: string): readonly string[] => takenBy(key, defaults).map(({ command }) => command);

describe("VS Code's default keys", () => {
  it('are read with what they do and when', () => {
    assert.equal(defaults.length, 6);
    assert.deepEqual(defaults[0], {
      key: 'ctrl+shift+k',
      command: 'editor.action.deleteLines',
      when: 'textInputFocus && !editorReadonly',
    });
  });

  it('are an error where there is no list, and never none', () => {
    for (const text of ['', '// nothing here', 'import x'])
      assert.throws(() => readDefaultKeys(text), /No list of keys/);
  });

  it('take a key whatever the order and the names of its modifiers', () => {
    for (const key of ['ctrl+shift+k', 'shift+ctrl+k', 'Ctrl+Shift+K']) {
      assert.deepEqual(commands(key), ['editor.action.deleteLines'], key);
    }
    assert.deepEqual(takenBy('win+k', [{ key: 'cmd+k', command: 'x' }]).length, 1);
    assert.deepEqual(commands('ctrl+j'), ['byPlace']);
    assert.deepEqual(commands('ctrl++'), ['zoomInToo']);
  });

  it('take a key with which a chord begins, not one with which it goes on', () => {
    assert.deepEqual(commands('ctrl+shift+alt+k'), ['chord.thatBeginsWithIt']);
    assert.deepEqual(commands('ctrl+k'), ['chord']);
  });

  it('leave the others', () => {
    for (const key of ['ctrl+alt+k', 'shift+alt+k', 'k']) assert.deepEqual(commands(key), []);
  });
});
