import { extensions, type ExtensionContext, type SecretStorage } from 'vscode';
import { readLoaded, type LoadedFile } from './loadedFiles.ts';
import manifest from '../../package.json' with { type: 'json' };

/** What the suite gets from this extension. */
export interface Beside {
  readonly secrets: SecretStorage;
  /** What of the extension under test Node had loaded when its activation was through. */
  readonly loadedByActivation: readonly LoadedFile[];
}

/**
 * Loaded beside the extension under test, and before it: VS Code gives every extension a secret store of its own and
 * shows it to nobody else, so this one hands its own to the suite. It activates the other one, so that it sees what that
 * alone has loaded.
 */
export async function activate(context: ExtensionContext): Promise<Beside> {
  const tested = extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  if (tested === undefined) throw new Error('the extension under test is not there');
  const wasActive = tested.isActive;
  await tested.activate();
  const loadedByActivation = wasActive ? [] : readLoaded(tested.extensionPath);
  return { secrets: context.secrets, loadedByActivation };
}
