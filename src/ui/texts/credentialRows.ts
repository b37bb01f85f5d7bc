import type { KeyedStream } from '../../streams/credentialKey.ts';
import { hostLabel, idTail, type Reader } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { RowText } from './rowText.ts';

const namesShown = 10;

/** One row for all streams without a credential, as on a new computer: settings travel, secrets never do. */
export function missingCredentialsRow(streams: readonly KnownStream[], { l10n }: Reader): RowText {
  const label = l10n.t('{count} streams have no credential on this computer', { count: streams.length });
  const description = l10n.t('Set for Several…');
  const more = streams.length - namesShown;
  return {
    label,
    description,
    tooltip: [
      l10n.t('Settings can come from another computer, credentials never do. Enter sets one for several streams:'),
      ...streams.slice(0, namesShown).map(({ name }) => plainText(name)),
      ...(more > 0 ? [l10n.t('and {count} more', { count: more })] : []),
    ].join('\n'),
    accessible: `${label}. ${description}`,
  };
}

/** A credential whose stream, or the stream's host, is no longer in the settings. */
export function goneCredentialRow(gone: KeyedStream, { l10n }: Reader): RowText {
  const label = l10n.t('Credential without a stream');
  const where = goneCredentialPlace(gone, { l10n });
  return {
    label,
    description: where,
    tooltip: [where, l10n.t('No stream in kore.streams has this host, account and stream id. Enter removes it.')].join(
      '\n',
    ),
    accessible: `${label}, ${where}`,
  };
}

export function goneCredentialPlace(
  { host, accountId, streamId }: KeyedStream,
  { l10n }: Pick<Reader, 'l10n'>,
): string {
  return l10n.t('{host} · account {account} · stream {stream}', {
    host: hostLabel(host),
    account: idTail(accountId),
    stream: idTail(streamId),
  });
}
