import type { Looked } from '../../stop/lookForCampaign.ts';
import { idTail, quoted, stateLabel, type Reader } from '../../texts/format.ts';
import { notReadWord } from './pickerText.ts';

/** The title of the progress while a campaign is looked for. */
export function lookingTitle(campaignId: string, streams: number, { l10n }: Reader): string {
  const id = idTail(campaignId);
  return streams === 1
    ? l10n.t('Looking for campaign {id} in 1 stream; no stop is sent', { id })
    : l10n.t('Looking for campaign {id} in {streams} streams; no stop is sent', { id, streams });
}

/** How far that is. */
export function lookingProgress(looked: number, of: number, { l10n }: Reader): string {
  return l10n.t('{looked} of {of} asked', { looked, of });
}

/** What one stream said, for its line in the question which one it is. */
export function lookedText(looked: Looked, reader: Reader): string {
  const { l10n } = reader;
  switch (looked.kind) {
    case 'found':
      return l10n.t('there: {state}', { state: stateLabel(looked.state) });
    case 'notThere':
      return l10n.t('not known there ({status})', { status: looked.httpStatus });
    case 'notRead':
      return l10n.t('could not be asked: {why}', { why: notReadWord(looked, reader) });
    case 'notAsked':
      return l10n.t('not asked');
  }
}

/** The question which stream it is, after a search that did not tell it; `stopped`: the person ended the search. */
export function whichStreamText(all: readonly Looked[], stopped: boolean, { l10n }: Reader): string {
  const found = all.filter(({ kind }) => kind === 'found').length;
  if (found > 0) return l10n.t('{count} streams know it. Which one is meant?', { count: found });
  if (stopped) return l10n.t('Stopped looking. Which stream is it in?');
  if (all.length === 0) return l10n.t('There is no other stream here. Which one is it in?');
  const notThere = all.filter(({ kind }) => kind === 'notThere').length;
  if (notThere === all.length) return l10n.t('No stream here knows it. Which one is it in all the same?');
  if (notThere === 0) return l10n.t('No stream could be asked. Which one is it in?');
  return l10n.t('Not known in {count} of {all} streams, others could not be asked. Which one is it in?', {
    count: notThere,
    all: all.length,
  });
}

/** The title of that question. */
export function whichStreamTitle(campaignId: string, { l10n }: Reader): string {
  return l10n.t('Stream of Campaign {id}', { id: idTail(campaignId) });
}

/** The way on where the stream's own entry may be wrong. */
export function editStreamLabel(name: string, { l10n }: Reader): string {
  return l10n.t('Edit {name}…', { name: quoted(name) });
}

/** The way back where the id that was typed may be wrong. */
export function correctIdLabel({ l10n }: Reader): string {
  return l10n.t('Correct the Id…');
}
