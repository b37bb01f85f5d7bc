import { ProgressLocation, window } from 'vscode';

import { streamKey } from '../../../streams/streamKey.ts';
import { clock, count, quoted } from '../../../texts/format.ts';
import { campaignKey, knownState, rank, type KnownCampaign, type KnownStream } from '../../../texts/knownCampaign.ts';
import type { ResolvedCredential } from '../../credentials/resolveCredential.ts';
import { askChoice, type Choice } from '../../quickInput.ts';
import { toError } from '../../toError.ts';
import type { BulkDesk } from './bulkDesk.ts';
import { readRunning, type Running, type RunningRow } from './readRunning.ts';
import { stopSeveral } from './stopSeveral.ts';

type WayOn = 'again' | 'known' | 'once' | 'why';

/** Reads anew what sends or is about to in a stream, asks, and stops all of it. */
export async function stopAllInStream(stream: KnownStream, desk: BulkDesk): Promise<void> {
  const credential = await desk.ask.resolveCredential(stream, desk.credentials, desk);
  if (credential === undefined) desk.stopFlow.sayNothingSent();
  else await stopAll(stream, credential, desk);
}

async function stopAll(stream: KnownStream, credential: ResolvedCredential, desk: BulkDesk): Promise<void> {
  const running = await readAll(stream, credential, desk);
  if (running === undefined) {
    desk.stopFlow.sayNothingSent();
    return;
  }
  const read = running.rows.map((row) => campaignOf(stream, row, desk));
  if (running.kind === 'failed') {
    await goOnWithout(stream, credential, { read, failure: running.failure }, desk);
    return;
  }
  if (read.length === 0) {
    const facts = { name: quoted(stream.name), at: clock(desk.now(), desk.reader) };
    const { l10n } = desk.reader;
    void desk.outlet.info(l10n.t('Nothing is sending or about to in {name} (read {at}). Nothing was sent.', facts));
    return;
  }
  await stopThese(stream, read, credential, desk);
}

async function stopThese(
  stream: KnownStream,
  campaigns: readonly KnownCampaign[],
  credential: ResolvedCredential,
  desk: BulkDesk,
): Promise<void> {
  const credentials = new Map([[streamKey(stream), credential]]);
  if (await stopSeveral(campaigns, desk, { credentials })) await tellOfMore(stream, campaigns, desk);
}

/** The whole list, with a progress; undefined when the person cancelled. */
async function readAll(
  stream: KnownStream,
  credential: ResolvedCredential,
  desk: BulkDesk,
): Promise<Running | undefined> {
  const { l10n } = desk.reader;
  const title = l10n.t('Reading what is running in {name}; no stop is sent yet', { name: quoted(stream.name) });
  const online = await desk.online();
  const where = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(where, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const { signal } = cancel;
    const tell = (rows: number, total: number | undefined): void => {
      const facts = { rows: count(rows, desk.reader), total: count(total ?? rows, desk.reader) };
      progress.report({ message: l10n.t('{rows} of {total} so far…', facts) });
    };
    const running = await readRunning(
      (page) => online.listPage(stream, credential.credential, { which: 'sending', page, signal }),
      tell,
    );
    return signal.aborted ? undefined : running;
  });
}

function campaignOf(stream: KnownStream, { row, readAtMs }: RunningRow, { board }: BulkDesk): KnownCampaign {
  const known = board.find(stream, row.id);
  const name = known.name ?? (row.name === '' ? undefined : row.name);
  return { ...known, ...(name === undefined ? {} : { name }), listed: row, readAtMs };
}

interface Failed {
  /** What the pages told that came before the one that failed. */
  readonly read: readonly KnownCampaign[];
  readonly failure: Extract<Running, { kind: 'failed' }>['failure'];
}

/** The list could not be read: says why, and offers what is known all the same. */
async function goOnWithout(
  stream: KnownStream,
  credential: ResolvedCredential,
  { read, failure }: Failed,
  desk: BulkDesk,
): Promise<void> {
  const { reader, texts } = desk;
  const { l10n } = reader;
  const used = await desk.ask.describeCredential(credential, desk);
  const told = { ...failure, atMs: desk.now(), credential: used };
  const known = withKnown(stream, read, desk);
  const why = texts.listFailureRow(stream, told, reader).label;
  const answer = await askChoice({
    title: l10n.t('Stop All Running Campaigns in {name}', { name: quoted(stream.name) }),
    placeholder: l10n.t('{why}. Nothing was sent.', { why }),
    choices: waysOn(known.length, desk),
  });
  switch (answer === undefined || answer === 'back' ? undefined : answer.value) {
    case 'again':
      // What was typed once is not asked for again; another can have been set meanwhile.
      await (credential.keep === 'once' ? stopAll(stream, credential, desk) : stopAllInStream(stream, desk));
      return;
    case 'known':
      await stopThese(stream, known, credential, desk);
      return;
    case 'once': {
      const other = await desk.ask.enterOnce(stream, desk);
      if (other === undefined) desk.stopFlow.sayNothingSent();
      else await stopAll(stream, other, desk);
      return;
    }
    case 'why':
      desk.explainListFailure(stream, told);
      return;
    default:
      desk.stopFlow.sayNothingSent();
  }
}

function waysOn(known: number, { reader }: BulkDesk): readonly Choice<WayOn>[] {
  const { l10n } = reader;
  const ofKnown: Choice<WayOn> = {
    value: 'known',
    label:
      known === 1
        ? l10n.t('Stop the 1 That Is Known…')
        : l10n.t('Stop the {count} That Are Known…', { count: count(known, reader) }),
    detail: l10n.t('There may be others that nobody knows of here. You are asked before anything is sent.'),
  };
  return [
    { value: 'again', label: l10n.t('Try Again') },
    ...(known === 0 ? [] : [ofKnown]),
    { value: 'once', label: l10n.t('Use Another Credential Once') },
    { value: 'why', label: l10n.t('Why, and What to Do') },
  ];
}

/** What was read just now, and what sent or was about to when it was last read, or was never read. */
function withKnown(stream: KnownStream, read: readonly KnownCampaign[], { board }: BulkDesk): readonly KnownCampaign[] {
  const mayRun = (campaign: KnownCampaign): boolean => {
    const known = knownState(campaign);
    return known === undefined || rank(campaign, known.readAtMs) <= 1;
  };
  const ids = new Set(read.map(({ id }) => id));
  return [...read, ...board.campaigns(stream).filter((one) => !ids.has(one.id) && mayRun(one))];
}

/** A campaign can have been started after the list was read: then the stream is not silent, and that is said. */
async function tellOfMore(stream: KnownStream, stopped: readonly KnownCampaign[], desk: BulkDesk): Promise<void> {
  const { board, outlet, log, reader } = desk;
  const { l10n } = reader;
  await board.refresh(stream);
  if (board.listState(stream).kind !== 'listed') return;
  const keys = new Set(stopped.map((one) => campaignKey(one.stream, one.id)));
  const more = board
    .campaigns(stream)
    .filter((one) => !keys.has(campaignKey(one.stream, one.id)) && one.activity === undefined)
    .filter((one) => rank(one, desk.now()) <= 1);
  if (more.length === 0) return;
  const name = quoted(stream.name);
  const sentence =
    more.length === 1
      ? l10n.t('1 more campaign is sending or about to in {name}: it was not in the list when you were asked.', {
          name,
        })
      : l10n.t(
          '{count} more campaigns are sending or about to in {name}: they were not in the list when you were asked.',
          {
            name,
            count: count(more.length, reader),
          },
        );
  const stopToo = l10n.t('Stop Too…');
  const pressed = async (): Promise<void> => {
    if ((await outlet.error(sentence, stopToo)) === stopToo) await stopSeveral(more, desk);
  };
  // Never waited for: a message can stay for hours.
  pressed().catch((error: unknown) => log.warn(`A button failed: ${toError(error).message}`));
}
