import { readFile, stat } from 'node:fs/promises';

import { checkCampaignId, type FieldProblem } from '../streams/fields.ts';
import { describeProblem, english } from '../streams/problemText.ts';
import { readStreamsText, type SetupProblem } from '../streams/setup.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import { streamsNamed } from '../streams/streamsNamed.ts';
import { readStreamSettings, type SettingProblem, type StreamSettings } from '../streams/streamSettings.ts';
import { quoted } from '../texts/format.ts';
import { plainText } from '../texts/plainText.ts';
import { WrongUse } from './wrongUse.ts';

export interface StreamFlags {
  /** A file of the shape of `kore.streams`. */
  readonly streams?: string;
  /** Which of them: a name or a stream id. */
  readonly stream?: string;
  readonly host?: string;
  readonly account?: string;
  readonly streamId?: string;
  readonly iid?: string;
  readonly name?: string;
  readonly tier?: string;
}

/** In a file of streams nothing is longer. */
const longestFile = 1_000_000;
const namedAtMost = 10;

/** The stream that the options name. `tell` is told of entries of the file that are wrong and were not asked for. */
export async function chooseStream(
  flags: StreamFlags,
  env: Readonly<Record<string, string | undefined>>,
  tell: (line: string) => void,
): Promise<ConfiguredStream> {
  const single = (['host', 'account', 'streamId', 'iid', 'name', 'tier'] as const).filter(
    (one) => flags[one] !== undefined,
  );
  if (single.length > 0) {
    if (flags.streams !== undefined || flags.stream !== undefined) {
      throw new WrongUse(
        'Give a file of streams (--streams, --stream) or one stream (--host, --account, --stream-id), not both.',
      );
    }
    return streamOfFlags(flags);
  }
  const file = flags.streams ?? env.KORE_STREAMS;
  if (file === undefined) {
    throw new WrongUse('Which stream? Give --streams FILE (or KORE_STREAMS), or --host, --account and --stream-id.');
  }
  if (file.trim() === '') throw new WrongUse(`${flags.streams === undefined ? 'KORE_STREAMS' : '--streams'} is empty.`);
  return pick(flags.stream, readStreams(await readText(file), quoted(file)), tell, quoted(file));
}

function streamOfFlags({ host, account, streamId, iid, name, tier }: StreamFlags): ConfiguredStream {
  const missing = Object.entries({ '--host': host, '--account': account, '--stream-id': streamId })
    .filter(([, value]) => value === undefined)
    .map(([flag]) => flag);
  if (missing.length > 0) throw new WrongUse(`A stream needs ${missing.join(' and ')} too.`);
  const entry = { name: name ?? streamId, host, accountId: account, streamId, iid, tier };
  const { streams, problems } = readStreamSettings([entry]);
  const [stream] = streams;
  if (stream === undefined)
    throw new WrongUse(problems[0] === undefined ? 'This is no stream.' : sentence(problems[0].problem));
  return stream;
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > longestFile)
      throw new WrongUse(`${quoted(file)} is longer than ${longestFile} bytes: no file of streams is.`);
    return await readFile(file, 'utf8');
  } catch (error: unknown) {
    if (error instanceof WrongUse) throw error;
    const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
    throw new WrongUse(
      code === 'ENOENT'
        ? `There is no file ${quoted(file)}.`
        : `${quoted(file)} could not be read${typeof code === 'string' ? ` (${code})` : ''}.`,
    );
  }
}

function readStreams(text: string, file: string): StreamSettings {
  const read = readStreamsText(text);
  if (read.kind === 'bad') throw new WrongUse(`${file}: ${fileProblem(read.problem)}`);
  return read;
}

function fileProblem(problem: SetupProblem): string {
  switch (problem.code) {
    case 'tooLong':
      return `it is longer than ${problem.longest} characters.`;
    case 'notJson':
      return 'it is not JSON (comments and a comma at the end are not).';
    case 'noStreams':
      return 'there is no list of streams in it: it must have the shape of the setting kore.streams.';
    case 'newer':
      return `a newer version made it (format ${plainText(problem.version, 20)}).`;
    case 'secret':
      return `there is a secret in it, at ${quoted(problem.member, 80)}. Take it out, and replace that credential if others saw it: credentials come from the environment or standard input.`;
    case 'field':
      return sentence(problem.problem);
  }
}

function pick(
  wanted: string | undefined,
  { streams, problems }: StreamSettings,
  tell: (line: string) => void,
  file: string,
): ConfiguredStream {
  if (wanted?.trim() === '') throw new WrongUse('--stream is empty.');
  const name = wanted?.trim();
  const found = name === undefined ? streams : streamsNamed(streams, name);
  const wrong = problems.filter((one) => one.campaign === undefined && (name === undefined || one.name === name));
  const [only, ...others] = found;
  const [first] = wrong;
  if (only === undefined) {
    if (first !== undefined) throw new WrongUse(`${file}: ${problemLine(first)}`);
    throw new WrongUse(`${file} has no stream ${quoted(name ?? '', 60)}. It has: ${namesOf(streams)}.`);
  }
  if (name === undefined && (others.length > 0 || first !== undefined)) {
    throw new WrongUse(`Which stream? Give --stream with one of: ${namesOf(streams)}.`);
  }
  if (others.length > 0) {
    throw new WrongUse(
      `${quoted(name ?? '', 60)} is the name or the id of ${found.length} streams in ${file}: give the stream id, or a name of its own.`,
    );
  }
  for (const problem of problems) tell(`Left out of ${file}: ${problemLine(problem)}`);
  return only;
}

function namesOf(streams: readonly ConfiguredStream[]): string {
  const names = streams.slice(0, namedAtMost).map(({ name }) => quoted(name, 60));
  const more = streams.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function problemLine({ entry, campaign, name, problem }: SettingProblem): string {
  const place = name === undefined ? `entry ${(entry ?? 0) + 1}` : quoted(name, 60);
  return `${place}${campaign === undefined ? '' : `, campaign ${campaign + 1}`}: ${sentence(problem)}`;
}

function sentence(problem: FieldProblem): string {
  return plainText(describeProblem(problem, english), 300);
}

/**
 * What one campaign argument means: the name of a campaign that the file lists for the stream, else an id. A name that
 * is or looks like another one's id is never guessed at.
 */
export function campaignIdOf(given: string, { campaigns }: ConfiguredStream): string {
  const named = campaigns.filter(({ name }) => name !== undefined && name === given.trim());
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    const text = given.trim();
    if (only.id !== text && (/^cd-/i.test(text) || campaigns.some(({ id }) => id === text))) {
      throw new WrongUse(
        `${quoted(text, 60)} is the name of one campaign in the file of streams and looks like the id of another: correct that name.`,
      );
    }
    return only.id;
  }
  if (only !== undefined) throw new WrongUse(`${named.length} campaigns are called ${quoted(given, 60)}: give the id.`);
  const id = checkCampaignId(given);
  if (!id.ok) throw new WrongUse(sentence(id.problem));
  return id.value;
}
