import { ProgressLocation, window } from 'vscode';

import type { CheckResult, Readiness } from '../../stop/index.ts';
import type { App } from '../app.ts';
import type { KnownStream } from '../campaigns/knownCampaign.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { resolveCredential } from '../credentials/resolveCredential.ts';
import { clock, quoted } from '../texts/format.ts';
import { reasonText } from '../texts/reasonText.ts';
import { pickStream } from './targets.ts';

/** Finds out whether a stop would work now, without sending one. */
export async function checkReadiness(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const streams = app.board.streams();
  const stream = isNode(argument, 'stream')
    ? argument.stream
    : streams.length === 0
      ? undefined
      : await pickStream(app, streams, l10n.t('Which stream shall be checked? No stop is sent.'));
  if (stream === undefined) return;
  const resolved = await resolveCredential(stream, app.credentials, app);
  if (resolved === undefined) return;
  const title = l10n.t('Checking {name}; no stop is sent', { name: quoted(stream.name) });
  const online = await app.online();
  const readiness = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      const campaignIds = stream.campaigns.map(({ id }) => id);
      return online.checkReadiness(stream, resolved.credential, { signal: cancel.signal, campaignIds });
    },
  );
  for (const check of readiness.checks) app.log.info(`Readiness, ${check.check}: ${checkWords(check)}`);
  tell(app, stream, readiness);
}

function checkWords({ result, reason, httpStatus }: CheckResult): string {
  return [result, reason, httpStatus].filter((word) => word !== undefined).join(', ');
}

function tell(app: App, stream: KnownStream, readiness: Readiness): void {
  const { reader } = app;
  const { l10n } = reader;
  const name = quoted(stream.name);
  const at = clock(Date.parse(readiness.checkedAt), reader);
  const bad =
    readiness.checks.find((check) => check.result === 'failed') ?? readiness.checks.find((check) => !isOk(check));
  if (readiness.ready) {
    const missing = bad?.check === 'campaigns' && bad.result === 'failed';
    const note = missing ? l10n.t('Kore.ai does not know one of its campaigns in the settings.') : '';
    void app.outlet.info(
      l10n
        .t('Ready to stop: {name}, checked {at}. Not tested: the stop call itself. {note}', { name, at, note })
        .trim(),
    );
    return;
  }
  const reason = bad?.reason ?? 'noAnswer';
  const facts = {
    requests: 0,
    startedAt: readiness.checkedAt,
    ...(bad?.httpStatus === undefined ? {} : { httpStatus: bad.httpStatus }),
  };
  const { cause, advice } = reasonText(reason, facts, { streamName: stream.name, host: stream.host, reader });
  const showLog = l10n.t('Show Log');
  void app.outlet
    .error(l10n.t('Not ready to stop: {name}. {cause} {advice}', { name, cause, advice }), showLog)
    .then((choice) => {
      if (choice === showLog) app.channel.show();
    });
}

function isOk({ result }: CheckResult): boolean {
  return result === 'ok';
}
