import { ProgressLocation, window } from 'vscode';

import type { CheckResult } from '../../stop/readinessChecks.ts';
import { quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { resolveCredential } from '../credentials/resolveCredential.ts';
import { askChoice } from '../quickInput.ts';
import { runReadiness, type StreamToCheck } from '../readiness/runReadiness.ts';
import { tellReadiness } from '../readiness/tellReadiness.ts';
import { pickStream, streamChoices } from './askStream.ts';

/** Finds out whether a stop would work now, in one stream or in all, without sending one. */
export async function checkReadiness(app: App, argument?: unknown): Promise<void> {
  const chosen = isNode(argument, 'stream') ? argument.stream : await askWhich(app);
  if (chosen === undefined) return;
  if (chosen === 'all') {
    await checkReadinessOfAll(app);
    return;
  }
  const credential = await resolveCredential(chosen, app.credentials, app);
  if (credential === undefined) return;
  const { l10n } = app.reader;
  const title = l10n.t('Checking {name}; no stop is sent', { name: quoted(chosen.name) });
  await checkAndTell(app, title, () => Promise.resolve([{ stream: chosen, credential }]));
}

/** All streams of the settings. Nobody is asked for a credential: a stream without one is told as such. */
export async function checkReadinessOfAll(app: App): Promise<void> {
  const { l10n } = app.reader;
  const streams = realStreams(app);
  if (streams.length === 0) {
    void app.outlet.info(
      l10n.t('There is no stream yet. Add one first: {name}', { name: quoted('Kore: Add Stream…') }),
    );
    return;
  }
  const title = l10n.t('Checking {count} streams; no stop is sent', { count: streams.length });
  await checkAndTell(app, title, () =>
    Promise.all(streams.map(async (stream) => ({ stream, credential: await app.credentials.find(stream) }))),
  );
}

function realStreams(app: App): readonly KnownStream[] {
  return app.board.streams().filter((stream) => stream.practice !== true);
}

async function askWhich(app: App): Promise<KnownStream | 'all' | undefined> {
  const { l10n } = app.reader;
  const streams = app.board.streams();
  const count = realStreams(app).length;
  const placeholder = l10n.t('Which stream shall be checked? No stop is sent.');
  if (streams.length === 0) {
    await checkReadinessOfAll(app);
    return undefined;
  }
  if (count < 2) return pickStream(app, streams, placeholder);
  const all = { value: 'all' as const, label: l10n.t('All {count} streams', { count }) };
  const answer = await askChoice<KnownStream | 'all'>({
    title: l10n.t('Check Readiness'),
    placeholder,
    choices: [all, ...streamChoices(app, streams)],
  });
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}

async function checkAndTell(app: App, title: string, find: () => Promise<readonly StreamToCheck[]>): Promise<void> {
  const checked = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      const streams = await unlessAborted(find(), cancel.signal);
      if (streams === undefined) return [];
      const tell = (done: number): void => {
        if (streams.length > 1) progress.report({ message: progressText(app, done, streams.length) });
      };
      tell(0);
      return runReadiness(streams, app, { signal: cancel.signal, onProgress: tell });
    },
  );
  for (const { stream, readiness } of checked) {
    for (const check of readiness.checks) {
      app.log.info(`Readiness of ${plainText(stream.name)}, ${check.check}: ${checkWords(check)}`);
    }
  }
  void tellReadiness(app, checked);
}

function progressText({ reader: { l10n } }: App, done: number, total: number): string {
  return l10n.t('{done} of {total} checked, at most 10 calls a minute for each account', { done, total });
}

/** A keyring that waits for its password may never answer. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([work, aborted]);
}

function checkWords({ result, reason, httpStatus }: CheckResult): string {
  return [result, reason, httpStatus].filter((word) => word !== undefined).join(', ');
}
