import type { StopJournal } from '../../stop/journal/index.ts';
import type { Uri } from 'vscode';
import { askChoice, askText } from '../quickInput.ts';
import { operatorName } from '../stopping/orderOf.ts';
import { reasonText } from '../texts/reasonText.ts';
import type { HistoryDesk } from '../webviews/history/index.ts';
import type { App } from '../app.ts';

/** What the window does for the history. */
export function historyDesk(app: App, extensionUri: Uri, journal: () => Promise<StopJournal>): HistoryDesk {
  const { reader, outlet } = app;
  return {
    journal,
    reader,
    outlet,
    extensionUri,
    ask: { askChoice, askText },
    now: () => app.now(),
    operatorName,
    causeOf: ({ stream, campaignId }, outcome) =>
      outcome.reason === undefined || outcome.reason === 'interrupted'
        ? undefined
        : reasonText(outcome.reason, outcome, { streamName: stream.name, host: stream.origin, campaignId, reader })
            .cause,
    showDocument: (name, text) => app.documents.show(name, text, 'markdown'),
  };
}
