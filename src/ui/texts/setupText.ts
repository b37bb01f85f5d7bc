import type { SetupCompared, SetupProblem } from '../../streams/setup.ts';
import { describeProblem } from '../../streams/problemText.ts';
import type { ConfiguredStream } from '../../streams/stream.ts';
import { count, hostLabel, quoted, tierLabel, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';

/** More of one host are counted; a host is never left out. */
const namesOfHost = 8;
const namesThere = 8;

/** What is wrong with a pasted setup: one sentence that names the field, and that nothing was added. */
export function setupProblemText(problem: SetupProblem, reader: Reader): string {
  const { l10n } = reader;
  const cause = setupCause(problem, reader);
  return l10n.t('{cause} Nothing was added.', { cause });
}

function setupCause(problem: SetupProblem, reader: Reader): string {
  const { l10n } = reader;
  switch (problem.code) {
    case 'tooLong':
      return l10n.t('This is longer than {longest} characters.', { longest: count(problem.longest, reader) });
    case 'notJson':
      return l10n.t('This is no whole JSON text: copy all of it, from the first brace to the last.');
    case 'noStreams':
      return l10n.t('There is no list of streams in this JSON text.');
    case 'newer':
      return l10n.t('This setup was made by a newer version of Kore Campaigns (format {version}).', {
        version: plainText(problem.version, 20),
      });
    case 'secret':
      return l10n.t(
        'There is a secret in it: {member}. A setup is handed over without one: ask for it again, and have that credential replaced if others saw it.',
        { member: quoted(problem.member, 80) },
      );
    case 'field':
      return l10n.t('{place}: {problem}', {
        place: placeText(problem, reader),
        problem: plainText(describeProblem(problem.problem, l10n), 200),
      });
  }
}

function placeText(
  { entry, name, campaign }: Extract<SetupProblem, { readonly code: 'field' }>,
  { l10n }: Reader,
): string {
  const stream = name === undefined ? l10n.t('Stream {number}', { number: entry + 1 }) : quoted(name, 60);
  return campaign === undefined ? stream : l10n.t('{stream}, campaign {number}', { stream, number: campaign + 1 });
}

/** The question before the streams of a setup are added: every host, with the names of its streams. */
export function setupQuestion(
  { fresh, there }: SetupCompared,
  configured: readonly ConfiguredStream[],
  reader: Reader,
): { readonly message: string; readonly detail: string; readonly yes: string; readonly no: string } {
  const { l10n } = reader;
  const one = fresh.length === 1 ? fresh[0] : undefined;
  const taken = fresh.filter(({ name }) => configured.some((stream) => stream.name === name));
  return {
    message:
      one === undefined
        ? l10n.t('Add {count} streams?', { count: count(fresh.length, reader) })
        : l10n.t('Add the stream {name}?', { name: quoted(one.name) }),
    detail: [
      ...hostLines(fresh, reader),
      ...(taken.length === 0
        ? []
        : [l10n.t('Another stream has this name already: {names}', { names: names(taken, reader) })]),
      ...(there.length === 0 ? [] : [thereLine({ there }, reader)]),
      '',
      l10n.t(
        'Go on only if you know these hosts: a credential that you set for a stream is sent to its host. None comes with a setup.',
      ),
    ].join('\n'),
    yes: one === undefined ? l10n.t('Add Streams') : l10n.t('Add Stream'),
    no: l10n.t("Don't Add"),
  };
}

/** One line a host. */
function hostLines(streams: readonly ConfiguredStream[], reader: Reader): readonly string[] {
  const byHost = new Map<string, ConfiguredStream[]>();
  for (const stream of streams) byHost.set(stream.host, [...(byHost.get(stream.host) ?? []), stream]);
  return [...byHost].map(([host, ofHost]) => {
    const shown = ofHost.slice(0, namesOfHost).map((stream) => `${quoted(stream.name)} (${tierLabel(stream, reader)})`);
    const more = ofHost.length - shown.length;
    return reader.l10n.t('{host}: {names}', {
      host: hostLabel(host),
      names: listed(shown, more, reader),
    });
  });
}

/** Which of a setup are there already, under the name that they have here. */
function thereLine({ there }: Pick<SetupCompared, 'there'>, reader: Reader): string {
  const shown = there
    .slice(0, namesThere)
    .map(({ pasted, name }) =>
      pasted.name === name
        ? quoted(name)
        : reader.l10n.t('{pasted} (here {name})', { pasted: quoted(pasted.name), name: quoted(name) }),
    );
  const list = listed(shown, there.length - shown.length, reader);
  return reader.l10n.t('Already here, and left as they are: {names}', { names: list });
}

/** All streams of a setup are there already. */
export function allThereText(compared: Pick<SetupCompared, 'there'>, reader: Reader): string {
  return reader.l10n.t('Nothing was added. {there}', { there: thereLine(compared, reader) });
}

/** What a copied setup has and has not. */
export function copiedSetupText(copied: number, leftOut: number, reader: Reader): string {
  const { l10n } = reader;
  const text = l10n.t(
    'Copied, without credentials: {count} streams. Your colleague runs “Kore: Paste Setup from a Colleague…”.',
    { count: count(copied, reader) },
  );
  return leftOut === 0
    ? text
    : l10n.t('{text} Left out, because something is wrong with them: {count} entries of kore.streams.', {
        text,
        count: count(leftOut, reader),
      });
}

function names(streams: readonly ConfiguredStream[], reader: Reader): string {
  const shown = streams.slice(0, namesThere).map(({ name }) => quoted(name));
  return listed(shown, streams.length - shown.length, reader);
}

function listed(shown: readonly string[], more: number, reader: Reader): string {
  const list = shown.join(', ');
  return more === 0 ? list : reader.l10n.t('{list} and {more} more', { list, more: count(more, reader) });
}
