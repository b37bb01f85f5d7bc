import { window, workspace, type Uri } from 'vscode';

import { checkPrivateKeyPem } from '../../streams/privateKeyPem.ts';
import { describeProblem } from '../../streams/problemText.ts';
import type { FieldProblem } from '../../streams/fields.ts';
import type { Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import type { Outlet } from '../outlet.ts';
import { askChoice, askText, type Answer } from '../quickInput.ts';
import { toError } from '../toError.ts';

interface Desk {
  readonly reader: Reader;
  readonly outlet: Outlet;
}

/** Far above any key; what is larger was picked by mistake. */
const largestFileBytes = 64 * 1024;

/**
 * Asks for a private key, from a file or a paste, until one can sign or the person leaves. `tryKey` signs with it;
 * the answer is the key with its line breaks restored.
 */
export async function askForKey(
  title: string,
  tryKey: (pem: string) => Promise<FieldProblem | undefined>,
  { reader, outlet }: Desk,
): Promise<Answer<string>> {
  const { l10n } = reader;
  for (;;) {
    const from = await askChoice<'file' | 'paste'>({
      title,
      placeholder: l10n.t('Where is the private key (RSA, PKCS#8 in PEM, without a password)?'),
      canGoBack: true,
      choices: [
        {
          value: 'file',
          label: l10n.t('Read It from a File…'),
          detail: l10n.t('The file is read once and left as it is.'),
        },
        { value: 'paste', label: l10n.t('Paste It'), detail: l10n.t('All of it, with its first and last line.') },
      ],
    });
    if (from === undefined || from === 'back') return from;
    const given = from.value === 'file' ? await readFile(title, { reader, outlet }) : await paste(title, reader);
    if (given === undefined) return undefined;
    if (given === 'back') continue;
    const pem = checkPrivateKeyPem(given.value);
    const problem = pem.ok ? await tryKey(pem.value) : pem.problem;
    if (pem.ok && problem === undefined) return { value: pem.value };
    if (problem !== undefined) void outlet.error(describeProblem(problem, l10n));
  }
}

/** An input box makes one line of what is pasted; the check restores the breaks. */
function paste(title: string, { l10n }: Reader): Promise<Answer<string>> {
  return askText({
    title,
    prompt: l10n.t('The private key, from its first to its last line. It is never shown again.'),
    placeholder: '-----BEGIN PRIVATE KEY-----',
    password: true,
    canGoBack: true,
    check: (text) => {
      const checked = checkPrivateKeyPem(text);
      return checked.ok ? undefined : describeProblem(checked.problem, l10n);
    },
  });
}

/** The text of a file; `back` when none was picked or it cannot be read, which is told. */
async function readFile(title: string, { reader: { l10n }, outlet }: Desk): Promise<{ value: string } | 'back'> {
  const [file] = (await window.showOpenDialog({ title, openLabel: l10n.t('Read the Key') })) ?? [];
  if (file === undefined) return 'back';
  try {
    return { value: await readText(file) };
  } catch (error: unknown) {
    const words = plainText(toError(error).message, 200);
    void outlet.error(l10n.t('The file could not be read: {words}', { words }));
    return 'back';
  }
}

/** A key in DER is no text; it is told as what is not PEM. */
async function readText(file: Uri): Promise<string> {
  const { size } = await workspace.fs.stat(file);
  if (size > largestFileBytes) throw new Error(`${size} bytes`);
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
