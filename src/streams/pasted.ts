import { split } from 'shlex';

import {
  checkAccountId,
  checkCampaignId,
  checkHost,
  checkIid,
  checkStreamId,
  checkToken,
  type Checked,
} from './fields.ts';

/** What a pasted curl command or URL of a campaign API call tells. Only good values are in it, trimmed. */
export interface PastedCall {
  /** An origin. */
  readonly host?: string;
  readonly streamId?: string;
  readonly accountId?: string;
  /** Only when it differs from the stream id. */
  readonly iid?: string;
  readonly campaignId?: string;
  /** The `auth` header, when it is a real one and not a placeholder. */
  readonly token?: string;
}

const apiPath = /\/campaign\/api\/v\d+\/public\/([^/]+)\/campaign\/(?:\/?trigger\/)?([^/?#]+)/;
/** Path segments that stand where a campaign id could. */
const calls = new Set(['getAllCampaignDetails', 'schedule', 'trigger']);

/** True for a text that is meant as a command or an address, and not as an id or a name. */
export function looksLikeCall(text: string): boolean {
  return /^\s*(?:curl(?:\.exe)?\s|https?:\/\/)/i.test(text) || text.includes('/campaign/api/');
}

/** Reads a pasted curl command or URL; undefined when there is no campaign API call in it. */
export function readPastedCall(text: string): PastedCall | undefined {
  const words = wordsOf(text);
  const address = words.find((word) => apiPath.test(word));
  if (address === undefined) return undefined;
  const headers = headersOf(words);
  const [, stream, campaign] = apiPath.exec(address) ?? [];
  const streamId = goodOnly('streamId', checkStreamId(stream));
  const iid = goodOnly('iid', checkIid(headers.get('iid')));
  const campaignId =
    campaign === undefined || calls.has(campaign) ? {} : goodOnly('campaignId', checkCampaignId(campaign));
  const accountId = accountIdIn(address) ?? headers.get('accountid');
  return {
    ...goodOnly('host', checkHost(hostOf(address))),
    ...streamId,
    ...goodOnly('accountId', checkAccountId(accountId)),
    ...(iid.iid === streamId.streamId ? {} : iid),
    ...campaignId,
    ...goodOnly('token', checkToken(realToken(headers.get('auth')))),
  };
}

/** Shell words; a line break after a backslash may have become a space on its way through an input box. */
function wordsOf(text: string): readonly string[] {
  const joined = text.trim().replace(/[\\^`]\s+/g, ' ');
  try {
    return split(joined);
  } catch {
    // An open quote: what was pasted was cut. The plain words still tell most of it.
    return joined.split(/[\s'"]+/);
  }
}

function headersOf(words: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  words.forEach((word, index) => {
    const before = words[index - 1] ?? '';
    const attached = /^(?:--header=|-H)(.+)$/s.exec(word)?.[1];
    const line = attached ?? (/^(?:-H|--header)$/.test(before) ? word : undefined);
    const colon = line?.indexOf(':') ?? -1;
    if (line !== undefined && colon > 0) {
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  });
  return headers;
}

function hostOf(address: string): string {
  const path = address.search(/\/campaign\/api\//);
  return address.slice(0, path);
}

function accountIdIn(address: string): string | undefined {
  return /[?&]accountId=([^&#]*)/.exec(address)?.[1];
}

/** Placeholders of documentation and of our own copied command are no tokens. */
function realToken(auth: string | undefined): string | undefined {
  return auth === undefined || /^[<{$]/.test(auth) ? undefined : auth;
}

function goodOnly<K extends string>(key: K, checked: Checked<string>): Partial<Record<K, string>> {
  return checked.ok ? ({ [key]: checked.value } as Partial<Record<K, string>>) : {};
}
