import { quoted, type Reader } from '../../texts/format.ts';

/** What to ask an app admin for; the stream's own name for the app, empty where there is none yet. */
export function adminRequestText(streamName: string, { l10n }: Reader): string {
  if (streamName === '') {
    return l10n.t(
      'Please create a JWT app (HS256, JWE and payload encryption off) for the app whose SMS campaigns I stop, map it to the API scope Contact Center > Campaign Management, publish the app, and give me through the password manager: host, account id, stream id, client id, client secret.',
    );
  }
  return l10n.t(
    'Please create a JWT app (HS256, JWE and payload encryption off) for {stream}, map it to the API scope Contact Center > Campaign Management, publish the app, and give me through the password manager: host, account id, stream id, client id, client secret.',
    { stream: quoted(streamName) },
  );
}
