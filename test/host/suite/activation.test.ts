import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };

interface Contributions {
  readonly commands?: readonly { readonly command: string }[];
}

describe('the extension in VS Code', () => {
  const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);

  before(async () => {
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
  });

  it('has registered exactly the commands that package.json contributes', async () => {
    const { commands = [] } = (extension?.packageJSON as { contributes: Contributions }).contributes;
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^kore\.(?!campaigns\.)/.test(id));
    assert.deepEqual(registered.sort(), commands.map(({ command }) => command).sort());
  });

  it('works in a workspace that is not trusted and in a virtual one', () => {
    const { capabilities } = extension?.packageJSON as { capabilities?: Record<string, unknown> };
    assert.deepEqual(capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });
});
