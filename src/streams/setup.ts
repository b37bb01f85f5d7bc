/** A setup as it is handed to a colleague: streams as JSON, without anything secret. */
import type { FieldProblem } from './fields.ts';
import { findSecret } from './findSecret.ts';
import type { ConfiguredCampaign, ConfiguredStream } from './stream.ts';
import { streamKey } from './streamKey.ts';
import { readStreamSettings, type StreamSettings } from './streamSettings.ts';

const mark = 'koreCampaignsSetup';
const version = 1;
/** Room for some thousand campaigns. */
const longestSetup = 1_000_000;

/** Why a pasted setup adds nothing. Places count from 0. */
export type SetupProblem =
  | { readonly code: 'tooLong'; readonly longest: number }
  | { readonly code: 'notJson' | 'noStreams' }
  | { readonly code: 'newer'; readonly version: string }
  /** `member` is the path to it. */
  | { readonly code: 'secret'; readonly member: string }
  | {
      readonly code: 'field';
      readonly entry: number;
      /** Of the stream, where it could be read. */
      readonly name?: string;
      readonly campaign?: number;
      readonly problem: FieldProblem;
    };

export type SetupRead =
  | { readonly kind: 'setup'; readonly streams: readonly ConfiguredStream[] }
  | { readonly kind: 'bad'; readonly problem: SetupProblem };

/** Only what makes up a stream: further members of an entry, which may hold anything, stay where they are. */
export function writeSetup(streams: readonly ConfiguredStream[]): string {
  return JSON.stringify({ [mark]: version, streams: streams.map(entryOf) }, undefined, 2);
}

/** What is written of a stream into `kore.streams` and into a setup. */
export function entryOf({ name, host, accountId, streamId, iid, tier, campaigns }: ConfiguredStream): object {
  return {
    name,
    host,
    accountId,
    streamId,
    ...(iid === undefined ? {} : { iid }),
    ...(tier === undefined ? {} : { tier }),
    ...(campaigns.length === 0 ? {} : { campaigns: campaigns.map(campaignEntry) }),
  };
}

function campaignEntry({ id, name }: ConfiguredCampaign): object {
  return { id, ...(name === undefined ? {} : { name }) };
}

/** True for a text that is meant as a setup, and not as a host, an address or a command. */
export function looksLikeSetup(text: string): boolean {
  return /^\s*(?:```\w*\s*)?[[{]/.test(text);
}

/**
 * Reads a pasted setup, or the value of `kore.streams` itself. All or nothing: one wrong field, or anything in it that
 * looks like a secret, and no stream of it is given.
 */
export function readSetup(text: string): SetupRead {
  const read = readStreamsText(text);
  if (read.kind === 'bad') return read;
  const [first] = read.problems;
  return first === undefined ? { kind: 'setup', streams: read.streams } : bad({ code: 'field', entry: 0, ...first });
}

/**
 * The same for a file of streams: good entries are given beside what is wrong with the others. One that has anything in
 * it that looks like a secret gives nothing.
 */
export function readStreamsText(
  text: string,
): ({ readonly kind: 'streams' } & StreamSettings) | { readonly kind: 'bad'; readonly problem: SetupProblem } {
  if (text.length > longestSetup) return bad({ code: 'tooLong', longest: longestSetup });
  const value = parsed(text);
  if (value === undefined) return bad({ code: 'notJson' });
  const member = findSecret(value);
  if (member !== undefined) return bad({ code: 'secret', member });
  const found = memberOf(value, mark);
  if (found !== undefined && found !== version) return bad({ code: 'newer', version: JSON.stringify(found) });
  const entries = Array.isArray(value) ? value : (memberOf(value, 'streams') ?? memberOf(value, 'kore.streams'));
  if (!Array.isArray(entries) || entries.length === 0) return bad({ code: 'noStreams' });
  return { kind: 'streams', ...readStreamSettings(entries) };
}

/** A pasted setup beside the streams that are there: what would be added, and what is there already, with its name here. */
export interface SetupCompared {
  readonly fresh: readonly ConfiguredStream[];
  readonly there: readonly { readonly pasted: ConfiguredStream; readonly name: string }[];
}

/** A stream is the same one by host, account and stream id, whatever it is called. */
export function compareSetup(
  pasted: readonly ConfiguredStream[],
  configured: readonly ConfiguredStream[],
): SetupCompared {
  const names = new Map(configured.map((stream) => [streamKey(stream), stream.name]));
  const fresh = pasted.filter((stream) => !names.has(streamKey(stream)));
  const there = pasted.flatMap((stream) => {
    const name = names.get(streamKey(stream));
    return name === undefined ? [] : [{ pasted: stream, name }];
  });
  return { fresh, there };
}

function bad(problem: SetupProblem): { readonly kind: 'bad'; readonly problem: SetupProblem } {
  return { kind: 'bad', problem };
}

/** A chat program may have put it into a code block. */
function parsed(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^```\w*\s/, '')
    .replace(/\s?```$/, '');
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
