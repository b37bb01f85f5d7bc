import type { HistoryRow } from '../../../stop/history/historyRow.ts';
import { quoted } from '../../../texts/format.ts';
import { plainText } from '../../../texts/plainText.ts';
import { toError } from '../../toError.ts';
import type { HistoryDesk } from './historyDesk.ts';

/** What a line of the record can hold. */
const longestNote = 1000;

/** Asks for a note to a stop and adds it to the record; false when there is none. What cannot be written stays typed. */
export async function addNote(row: HistoryRow, desk: HistoryDesk): Promise<boolean> {
  const { l10n } = desk.reader;
  let value = '';
  for (;;) {
    const answer = await desk.ask.askText({
      title: l10n.t('Add Note to the Stop of {name}', { name: quoted(row.campaignName ?? row.campaignId) }),
      prompt: l10n.t(
        'Such as a ticket number, or why. It stays on this computer, cannot be changed, and is exported too.',
      ),
      value,
      check: (text) => {
        if (plainText(text) === '') return l10n.t('A note needs some text.');
        return text.trim().length > longestNote
          ? l10n.t('The note is longer than {longest} characters.', { longest: longestNote })
          : undefined;
      },
    });
    if (answer === undefined || answer === 'back') return false;
    value = answer.value;
    const by = desk.operatorName();
    const note = { at: new Date(desk.now()).toISOString(), text: value.trim(), ...(by === '' ? {} : { by }) };
    try {
      await (await desk.journal()).addNote(row.id, note);
      return true;
    } catch (error: unknown) {
      const words = plainText(toError(error).message, 200);
      void desk.outlet.error(l10n.t('The note was not kept: {words} What you typed is still there.', { words }));
    }
  }
}
