import { ProgressLocation, window } from 'vscode';

import type { Online } from '../../online.ts';
import { quoted, type Reader } from '../../texts/format.ts';
import { campaignLabel } from '../../texts/knownCampaign.ts';
import type { Outlet } from '../outlet.ts';
import { scheduleQuestion, scheduleResult } from '../texts/scheduleText.ts';
import type { AfterStop, AnsweredStop } from './afterStop.ts';

export interface ScheduleDesk {
  readonly reader: Reader;
  readonly outlet: Outlet;
  online(): Promise<Online>;
  readonly afterStop: Pick<AfterStop, 'note'>;
}

/** Looks who has the campaign's name, asks, turns its schedule off and tells how that ended. The stop is not touched. */
export async function turnOffSchedule(stop: AnsweredStop, desk: ScheduleDesk): Promise<void> {
  const { campaign, credential } = stop;
  const { reader, outlet } = desk;
  const online = await desk.online();
  const name = quoted(campaignLabel(campaign));
  const look = await withProgress(reader.l10n.t('Looking who else is called {name}', { name }), (signal) =>
    online.lookForName(campaign.stream, credential.credential, campaign.id, signal),
  );
  if (look === undefined) return;
  // What cannot be sent is told by the same words as what was not sent; nobody is asked for it.
  const asks = look.kind === 'looked' && look.namesakes.length === 0;
  if (asks && !(await outlet.ask(scheduleQuestion(campaign, look, reader)))) return;
  const order = { campaignId: campaign.id, ...(look.kind === 'looked' ? { look } : {}) };
  const outcome =
    look.kind === 'failed'
      ? ({ ...look, kind: 'notSent' } as const)
      : look.kind === 'noName'
        ? look
        : await withProgress(
            reader.l10n.t('Turning off the schedule of {name}', { name }),
            () => online.turnOffSchedule(campaign.stream, credential.credential, order),
            false,
          );
  if (outcome === undefined) return;
  if (outcome.kind === 'off') desk.afterStop.note(stop, { kind: 'scheduleOff', at: outcome.at });
  const { severity, sentence } = scheduleResult(campaign, outcome, reader);
  void outlet[severity](sentence);
}

/** Undefined when the person cancelled. */
async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
  cancellable = true,
): Promise<T | undefined> {
  const where = { location: ProgressLocation.Notification, title, cancellable };
  return window.withProgress(where, async (_progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const done = await work(cancel.signal);
    return cancel.signal.aborted ? undefined : done;
  });
}
