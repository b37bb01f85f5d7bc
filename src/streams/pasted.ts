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

/** Where a call goes: the host, the stream, and what stands in the place of the campaign. */
const apiPath =
  /^<?(?:--url=)?([^\s?#"']*?)\/campaign\/api\/v\d+\/public\/([^/?#]+)\/campaign\/(?:\/?trigger\/)?([^/?#>]*)/i;
/** Path segments that stand where a campaign id could. */
const calls = new Set(['', 'getAllCampaignDetails', 'schedule', 'trigger']);
/** No call is longer; splitting into words takes time by the square of it. */
const longestCall = 32_000;

/** True for a text that is meant as a command or an address, and not as an id or a name. */
export function looksLikeCall(text: string): boolean {
  return /^\s*(?:curl(?:\.exe)?\s|https?:\/\/)/i.test(text) || text.includes('/campaign/api/');
}

/** Reads a pasted curl command or URL; undefined when there is no campaign API call in it. */
export function readPastedCall(text: string): PastedCall | undefined {
  if (text.length > longestCall) return undefined;
  const words = wordsOf(text);
  const address = words.find((word) => apiPath.test(word));
  if (address === undefined) return undefined;
  const headers = headersOf(words);
  const [, host, stream, campaign = ''] = apiPath.exec(address) ?? [];
  const streamId = goodOnly('streamId', checkStreamId(stream));
  const iid = goodOnly('iid', checkIid(headers.get('iid')));
  return {
    ...goodOnly('host', checkHost(host)),
    ...streamId,
    ...goodOnly('accountId', checkAccountId(headers.get('accountid'))),
    ...goodOnly('accountId', checkAccountId(accountIdIn(address))),
    ...(iid.iid === streamId.streamId ? {} : iid),
    ...(calls.has(campaign) ? {} : goodOnly('campaignId', checkCampaignId(campaign))),
    ...goodOnly('token', checkToken(headers.get('auth'))),
  };
}

/**
 * The words of a command for bash, PowerShell or Windows cmd. A line break after the shell's escape character may
 * have become a space on its way through an input box, and a chat program may have bent the quotes.
 */
function wordsOf(text: string): readonly string[] {
  const straight = /["']/.test(text) ? text : text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const forShell = straight.includes('^"') ? straight.replace(/\^(\S)/g, '$1') : straight;
  const joined = forShell.trim().replace(/[\\^`]\s+/g, ' ');
  const command = joined.endsWith('\\') ? joined.slice(0, -1) : joined;
  return wordsOrNone(command) ?? wordsBeforeCut(command);
}

function wordsOrNone(command: string): readonly string[] | undefined {
  try {
    return split(command);
  } catch {
    return undefined;
  }
}

/** The words of a command whose end was not copied: it ends within a quote. What was cut is no value. */
function wordsBeforeCut(command: string): readonly string[] {
  const words = wordsOrNone(`${command}'`) ?? wordsOrNone(`${command}"`) ?? [];
  const last = words.at(-1) ?? '';
  return [...words.slice(0, -1), ...(apiPath.test(last) ? [last.replace(/[^/?&]+$/, '')] : [])];
}

function headersOf(words: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  words.forEach((word, index) => {
    const before = words[index - 1] ?? '';
    const attached = /^(?:--header=|-H)(.+)$/s.exec(word)?.[1];
    const line = attached ?? (/^(?:-[A-Za-z]*H|--header)$/.test(before) ? word : undefined);
    const colon = line?.indexOf(':') ?? -1;
    if (line !== undefined && colon > 0) {
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  });
  return headers;
}

function accountIdIn(address: string): string | undefined {
  const text = /[?&]accountId=([^&#>]*)/i.exec(address)?.[1];
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Documentation has `{{host}}`, `<token>` and ids that end in masking x, our own copied command `$KORE_AUTH`. */
function isPlaceholder(value: string): boolean {
  return /^[<{$%]|x{5}$/.test(value);
}

function goodOnly<K extends string>(key: K, checked: Checked<string>): Partial<Record<K, string>> {
  if (!checked.ok || isPlaceholder(checked.value)) return {};
  return { [key]: checked.value } as Partial<Record<K, string>>;
}
