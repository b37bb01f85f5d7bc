import type { ExtensionContext, SecretStorage } from 'vscode';

/**
 * Loaded beside the extension under test: VS Code gives every extension a secret store of its own and shows it to
 * nobody else, so this one hands its own to the suite.
 */
export function activate(context: ExtensionContext): SecretStorage {
  return context.secrets;
}
