import type { Uri, UriHandler } from 'vscode';

import { describeProblem } from '../streams/problemText.ts';
import { readStopLink, type StopLink } from '../streams/stopLink.ts';
import { streamsNamed } from '../streams/streamsNamed.ts';
import { idTail, quoted } from '../texts/format.ts';
import type { KnownStream } from '../texts/knownCampaign.ts';
import { plainText } from '../texts/plainText.ts';
import type { App } from './app.ts';
import { setCredentials } from './commands/credentialCommands.ts';
import { stopAndTell } from './commands/stopSmsCampaign.ts';
import { pickStream } from './commands/askStream.ts';

/**
 * Links into VS Code, from a runbook or from anywhere: one can open the question of a named campaign of a configured
 * stream, with the word that a link opened it, and nothing else. Whoever wrote the link is not trusted.
 */
export function stopLinks(app: App): UriHandler {
  let asking = false;
  return {
    handleUri: async (uri) => {
      // A page can open links by the hundred; a second question on top of the first could be answered by mistake.
      if (asking) {
        app.log.warn('A link was not followed: another one is being asked about.');
        return;
      }
      asking = true;
      try {
        await follow(app, uri);
      } finally {
        asking = false;
      }
    },
  };
}

async function follow(app: App, uri: Uri): Promise<void> {
  const { l10n } = app.reader;
  const link = readStopLink(uri);
  if (link === undefined) {
    void app.outlet.error(l10n.t('This link is none that Kore Campaigns knows. Nothing was sent.'));
    return;
  }
  if (!link.ok) {
    const problem = plainText(describeProblem(link.problem, l10n), 300);
    void app.outlet.error(
      l10n.t('A link that should stop a campaign cannot be used: {problem} Nothing was sent.', { problem }),
    );
    return;
  }
  const stream = await streamOf(app, link.value);
  if (stream === undefined) return;
  if (!(await hasCredential(app, stream))) return;
  await stopAndTell(app, app.board.find(stream, link.value.campaignId), { alwaysConfirm: true, askedBy: 'link' });
}

/** A configured stream only; a link cannot add one. */
async function streamOf(app: App, { stream, campaignId }: StopLink): Promise<KnownStream | undefined> {
  const { l10n } = app.reader;
  const id = idTail(campaignId);
  const streams = app.board.streams().filter((one) => one.practice !== true);
  const named = streamsNamed(streams, stream);
  if (named.length > 0) return pickStream(app, named, l10n.t('Which stream is campaign {id} in?', { id }));
  void app.outlet.error(
    l10n.t('A link asked to stop campaign {id} of {stream}, which is no stream here. Nothing was sent.', {
      id,
      stream: quoted(stream),
    }),
  );
  return undefined;
}

/** A link never leads to the box for a secret; the person can go there. */
async function hasCredential(app: App, stream: KnownStream): Promise<boolean> {
  const found = await app.credentials.find(stream);
  if (found.kind === 'found') return true;
  const { l10n } = app.reader;
  const set = l10n.t('Set Credential');
  const name = quoted(stream.name);
  const message =
    found.kind === 'none'
      ? l10n.t('A link asked to stop a campaign of {name}, which has no credential here. Nothing was sent.', { name })
      : l10n.t("A link asked to stop a campaign of {name}, but VS Code's secret store failed. Nothing was sent.", {
          name,
        });
  void app.outlet.error(message, set).then(async (choice) => {
    if (choice === set) await setCredentials(app, { kind: 'stream', stream });
  });
  return false;
}
