import { credentialKey } from '../../streams/credentialKey.ts';
import { dayAndClock, hostLabel, quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { partOfSentence, plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { askForCredential, type EnteredCredential } from '../credentials/askForCredential.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import { keepEntered } from '../credentials/resolveCredential.ts';
import { mayReplace } from '../credentials/tryCredential.ts';
import { toError } from '../toError.ts';
import { askWhichOfAccount, configuredStreams } from './credentialTargets.ts';
import { removeGoneCredential } from './removeGoneCredential.ts';
import { findConfiguredStream } from './targets.ts';

/** Sets a stream's credential, or puts another in its place. What is stored is never shown. */
export async function setCredentials(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Which stream is the credential for?'));
  if (stream === undefined) return;
  const entered = await askForCredential({ stream, keeps: ['computer', 'window'] }, app);
  if (entered === undefined) return;
  const placeholder = l10n.t('Which streams is it for?');
  const streams = await askWhichOfAccount(app, stream, configuredStreams(app), placeholder);
  if (streams !== undefined) await replaceAndTell(app, streams, entered);
}

/**
 * Keeps what was entered for these streams of one account, when it may take the place of what they have. False when the
 * old one stays.
 */
export async function replaceAndTell(
  app: App,
  streams: readonly KnownStream[],
  entered: EnteredCredential,
): Promise<boolean> {
  const [first] = streams;
  if (first === undefined) return false;
  if (await mayReplace(streams, entered, app)) {
    await keepAndTell(app, streams, entered);
    return true;
  }
  const { l10n } = app.reader;
  void app.outlet.info(l10n.t('The old credential of {name} is kept.', { name: quoted(first.name) }));
  return false;
}

/** The same without a trial. */
export async function keepAndTell(
  app: App,
  streams: readonly KnownStream[],
  entered: EnteredCredential,
): Promise<void> {
  const { l10n } = app.reader;
  const [first] = streams;
  if (first === undefined) return;
  const name = quoted(first.name);
  await keepEntered(streams, entered, app.credentials, app);
  const { label: credential } = await describeCredential({ kind: 'found', ...entered }, app);
  void app.outlet.info(
    streams.length === 1
      ? l10n.t('Credential set for {name}: {credential}.', { name, credential })
      : l10n.t('Credential set for {count} streams: {credential}.', { count: streams.length, credential }),
  );
}

/** Removes a stream's credential from this computer and this window. */
export async function removeCredentials(app: App, argument?: unknown): Promise<void> {
  if (isNode(argument, 'goneCredential')) {
    await removeGoneCredential(app, argument.gone);
    return;
  }
  const { l10n } = app.reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Whose credential shall be removed?'));
  if (stream === undefined) return;
  const name = quoted(stream.name);
  const found = await app.credentials.find(stream);
  if (found.kind === 'none') {
    void app.outlet.info(l10n.t('There is no credential for {name} on this computer.', { name }));
    return;
  }
  const placeholder = l10n.t('Of which streams shall the credential be removed?');
  const streams = await askWhichOfAccount(app, stream, await withCredential(app), placeholder);
  if (streams === undefined || !(await confirmRemoval(app, streams, found))) return;
  try {
    for (const one of streams) await app.credentials.remove(one);
  } catch (error: unknown) {
    const words = partOfSentence(toError(error).message);
    void app.outlet.error(
      streams.length === 1
        ? l10n.t("VS Code's secret store failed: “{words}”. The credential was not removed.", { words })
        : l10n.t("VS Code's secret store failed: “{words}”. Not all credentials were removed.", { words }),
    );
  }
}

/** The configured streams that have a credential, as far as the secret store tells. */
async function withCredential(app: App): Promise<readonly KnownStream[]> {
  const keys = await app.credentials.keys();
  if (keys.kind === 'failed') return [];
  const known = new Set([...keys.stored, ...keys.ofWindow]);
  return configuredStreams(app).filter((stream) => known.has(credentialKey(stream)));
}

async function confirmRemoval(
  app: App,
  streams: readonly KnownStream[],
  found: Awaited<ReturnType<App['credentials']['find']>>,
): Promise<boolean> {
  const { reader } = app;
  const { l10n } = reader;
  const [stream] = streams;
  if (stream === undefined) return false;
  const yes = l10n.t('Remove');
  const host = hostLabel(stream.host);
  if (streams.length > 1) {
    const message = l10n.t('Remove the credentials of {count} streams?', { count: streams.length });
    const names = streams.map(({ name }) => plainText(name)).join(', ');
    const lines = [names, host, l10n.t('Without one no campaign of these streams can be stopped from here.')];
    return app.outlet.ask({ message, detail: lines.join('\n'), yes });
  }
  const label = found.kind === 'found' ? (await describeCredential(found, app)).label : l10n.t('not readable');
  const set =
    found.kind === 'found' && found.setAtMs !== undefined
      ? [l10n.t('Set {when}.', { when: dayAndClock(found.setAtMs, reader) })]
      : [];
  const message = l10n.t('Remove the credential of {name}?', { name: quoted(stream.name) });
  const lines = [
    `${plainText(label)}, ${host}`,
    ...set,
    l10n.t('Without it no campaign of this stream can be stopped from here.'),
  ];
  return app.outlet.ask({ message, detail: lines.join('\n'), yes });
}
