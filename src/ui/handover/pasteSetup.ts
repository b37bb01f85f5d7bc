import { commands } from 'vscode';

import { compareSetup, entryOf, readSetup } from '../../streams/setup.ts';
import type { ConfiguredStream } from '../../streams/stream.ts';
import { count } from '../../texts/format.ts';
import type { RawEntry } from '../streamConfiguration.ts';
import { allThereText, setupProblemText, setupQuestion } from '../texts/setupText.ts';
import type { HandoverDesk } from './handoverDesk.ts';

/**
 * Adds the streams of a colleague's setup after a yes that saw every host; `text` where it was pasted somewhere else
 * already. One that is there stays as it is. The streams that were added.
 */
export async function pasteSetup(desk: HandoverDesk, text?: string): Promise<readonly ConfiguredStream[]> {
  const pasted = await readOrAsk(desk, text);
  if (pasted === undefined) return [];
  const configured = desk.configuration.settings().streams;
  const compared = compareSetup(pasted, configured);
  const { fresh } = compared;
  if (fresh.length === 0) {
    void desk.outlet.info(allThereText(compared, desk.reader));
    return [];
  }
  if (!(await desk.outlet.ask(setupQuestion(compared, configured, desk.reader)))) {
    desk.outlet.status(desk.reader.l10n.t('Nothing was added.'), 5000);
    return [];
  }
  const entries = fresh.map((stream) => entryOf(stream) as RawEntry);
  if (!(await desk.writeOrTell(() => desk.configuration.add(...entries)))) return [];
  tellAdded(desk, fresh.length);
  await commands.executeCommand('kore.campaigns.focus');
  return fresh;
}

/** A text that was pasted elsewhere and cannot be used comes into the box, with what is wrong with it. */
async function readOrAsk(
  desk: HandoverDesk,
  text: string | undefined,
): Promise<readonly ConfiguredStream[] | undefined> {
  const given = text === undefined ? undefined : readSetup(text);
  if (given?.kind === 'setup') return given.streams;
  const { l10n } = desk.reader;
  const answer = await desk.ask.askText({
    title: l10n.t('Paste Setup from a Colleague'),
    prompt: l10n.t('The JSON text that “Kore: Copy Setup for a Colleague” has copied. You see what is in it first.'),
    value: text ?? '',
    check: (typed) => {
      const read = readSetup(typed);
      return read.kind === 'setup' ? undefined : setupProblemText(read.problem, desk.reader);
    },
  });
  if (answer === undefined || answer === 'back') return undefined;
  const read = readSetup(answer.value);
  return read.kind === 'setup' ? read.streams : undefined;
}

function tellAdded(desk: HandoverDesk, added: number): void {
  const { l10n } = desk.reader;
  const set = l10n.t('Set Credential');
  const message = l10n.t('Added: {count} streams. Each needs a credential on this computer before a stop can work.', {
    count: count(added, desk.reader),
  });
  void desk.outlet.info(message, set).then((choice) => (choice === set ? desk.setCredential() : undefined));
}
