import { hostLabel, tierLabel } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { askChoice, type Answer, type Choice } from '../quickInput.ts';
import { addStream } from './addStream.ts';

/** Asks for one of the streams; the one that there is, when there is only one. */
export async function pickStream(
  app: App,
  streams: readonly KnownStream[],
  placeholder: string,
): Promise<KnownStream | undefined> {
  return streams.length === 1 ? streams[0] : askStream(app, streams, placeholder);
}

/** Asks for one of the streams, also when there is only one. */
export async function askStream(
  app: App,
  streams: readonly KnownStream[],
  placeholder: string,
): Promise<KnownStream | undefined> {
  const title = app.reader.l10n.t('Stream');
  return chosen(await askChoice({ title, placeholder, choices: streamChoices(app, streams) }));
}

/** The same, and the person can add the stream that is missing. */
export async function askStreamOrAdd(
  app: App,
  streams: readonly KnownStream[],
  campaignId: string,
  placeholder: string,
): Promise<KnownStream | undefined> {
  if (streams.length === 0) return addStream(app, { campaignId });
  const title = app.reader.l10n.t('Stream');
  const choices = [...streamChoices(app, streams), addChoice(app)];
  const choice = chosen(await askChoice<KnownStream | 'add'>({ title, placeholder, choices }));
  return choice === 'add' ? addStream(app, { campaignId }) : choice;
}

export function streamChoices({ reader }: App, streams: readonly KnownStream[]): readonly Choice<KnownStream>[] {
  return streams.map((value) => ({
    value,
    label: plainText(value.name),
    description: `${tierLabel(value, reader)} · ${hostLabel(value.host)}`,
    detail: plainText(value.streamId),
  }));
}

/** The way to a stream that is in no setting yet. */
export function addChoice({ reader }: App): Choice<'add'> {
  return { value: 'add', label: `$(add) ${reader.l10n.t('Add the Stream It Is In…')}` };
}

export function chosen<T>(answer: Answer<T>): T | undefined {
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}
