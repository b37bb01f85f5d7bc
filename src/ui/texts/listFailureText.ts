import { hostLabel, isError, type Reader } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { ListFailure } from '../campaigns/campaignBoard.ts';
import type { ReasonText } from './reasonFacts.ts';
import { reasonText } from './reasonText.ts';
import type { RowText } from './rowText.ts';

/** Why a stream's campaigns are not listed; always a row, never an empty list. */
export function listFailureRow(stream: KnownStream, failure: ListFailure, reader: Reader): RowText {
  const { l10n } = reader;
  if (failure.reason === 'noCredential') {
    return {
      label: l10n.t('Set Credential…'),
      description: l10n.t('none on this computer'),
      tooltip: l10n.t('Without a credential no campaign can be listed or stopped.'),
      accessible: l10n.t('Set credential for {stream}, none on this computer', { stream: plainText(stream.name) }),
    };
  }
  const { cause, advice } = listFailureText(stream, failure, reader);
  // A number of success says nothing of why it failed.
  const why = isError(failure.httpStatus) ? String(failure.httpStatus) : failureWord(failure.reason, reader);
  const label = l10n.t("Can't list campaigns: {why}", { why });
  const description = l10n.t('a stop would likely fail too');
  return { label, description, tooltip: `${cause}\n${advice}`, accessible: `${label}. ${cause} ${advice}` };
}

/** Cause and advice of a list that could not be read. Nothing of a stop was involved. */
export function listFailureText(stream: KnownStream, failure: ListFailure, reader: Reader): ReasonText {
  const { l10n } = reader;
  const { details, httpStatus, credential } = failure;
  const host = hostLabel(stream.host);
  const status = httpStatus ?? '?';
  switch (failure.reason) {
    case 'notFound':
      return {
        cause: l10n.t('{host} does not know the stream {id} ({status}).', {
          host,
          id: plainText(stream.streamId),
          status,
        }),
        advice: l10n.t('Check host, account id and stream id.'),
      };
    case 'noAnswer':
      return { cause: l10n.t('{host} did not answer.', { host }), advice: l10n.t('Refresh tries again.') };
    case 'serverError':
      return { cause: l10n.t('Kore.ai failed ({status}).', { status }), advice: l10n.t('Refresh tries again.') };
    default: {
      const at = new Date(failure.atMs).toISOString();
      const facts = {
        details,
        requests: 0,
        startedAt: at,
        ...(httpStatus === undefined ? {} : { httpStatus }),
      };
      const used = credential === undefined ? {} : { credential };
      return reasonText(failure.reason, facts, { streamName: stream.name, host: stream.host, ...used, reader });
    }
  }
}

/** Why, in a word or two, where no number says it. */
export function failureWord(reason: ListFailure['reason'], { l10n }: Reader): string {
  switch (reason) {
    case 'secretStore':
      return l10n.t('secret store failed');
    case 'tokenExpired':
      return l10n.t('token expired');
    case 'certificate':
      return l10n.t('certificate');
    case 'badInput':
      return l10n.t('credential or setting');
    case 'noAnswer':
      return l10n.t('no answer');
    case 'noConnection':
      return l10n.t('no connection');
    case 'proxy':
      return l10n.t('proxy');
    case 'rateLimited':
      return l10n.t('rate limit');
    case 'refused':
      return l10n.t('refused');
    default:
      return l10n.t('answer not readable');
  }
}
