import { credentialKey } from '../../streams/credentialKey.ts';
import { siblingsOf } from '../../streams/credentialGroups.ts';
import { hostLabel, quoted, tierLabel } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { askChoice, askMany } from '../quickInput.ts';

/**
 * Asks for which streams of the account on this host it shall be: this one, all, or some of them. Not asked where
 * there is only one; `undefined` when the person left. A stream on another host is never offered.
 */
export async function askWhichOfAccount(
  app: App,
  stream: KnownStream,
  others: readonly KnownStream[],
  placeholder: string,
): Promise<readonly KnownStream[] | undefined> {
  const { l10n } = app.reader;
  const siblings = siblingsOf(stream, others);
  if (siblings.length === 0) return [stream];
  const all = [stream, ...siblings];
  const host = hostLabel(stream.host);
  const answer = await askChoice<'one' | 'all' | 'some'>({
    title: l10n.t('Credential for {name} on {host}', { name: quoted(stream.name), host }),
    placeholder,
    choices: [
      { value: 'one', label: l10n.t('This stream only'), description: plainText(stream.name) },
      {
        value: 'all',
        label: l10n.t('All {count} streams of this account on {host}', { count: all.length, host }),
        detail: all.map(({ name }) => plainText(name)).join(', '),
      },
      { value: 'some', label: l10n.t('Choose…') },
    ],
  });
  if (answer === undefined || answer === 'back') return undefined;
  if (answer.value === 'one') return [stream];
  return answer.value === 'all' ? all : askSome(app, all, [stream], placeholder);
}

/** Asks for some of the streams of one account on one host; `undefined` for none. */
export async function askSome(
  app: App,
  streams: readonly KnownStream[],
  ticked: readonly KnownStream[],
  placeholder: string,
): Promise<readonly KnownStream[] | undefined> {
  const keys = new Set(ticked.map(credentialKey));
  const chosen = await askMany({
    title: app.reader.l10n.t('Streams'),
    placeholder,
    choices: streams.map((value) => ({
      value,
      label: plainText(value.name),
      description: `${tierLabel(value, app.reader)} · ${hostLabel(value.host)}`,
      detail: plainText(value.streamId),
      picked: keys.has(credentialKey(value)),
    })),
  });
  return chosen === undefined || chosen.length === 0 ? undefined : chosen;
}

/** The streams of the settings. */
export function configuredStreams(app: App): readonly KnownStream[] {
  return app.board.streams().filter((stream) => stream.practice !== true);
}
