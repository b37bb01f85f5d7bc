import { hostLabel, idTail, quoted, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';

/** An extra: the words tell all of it. */
export type LineColour = 'green' | 'red';

const colours: Readonly<Record<LineColour, string>> = { green: '\u001B[32m', red: '\u001B[31m' };
const noColour = '\u001B[0m';
/** A sentence with an advice is the longest. */
const longestLine = 2000;

/** One line for a terminal. Nothing in the text can steer the terminal. */
export function terminalLine(text: string, colour?: LineColour): string {
  const line = plainText(text, longestLine);
  return colour === undefined ? `${line}\r\n` : `${colours[colour]}${line}${noColour}\r\n`;
}

/** What a task is about to stop, and whether it asks. */
export function taskBeginning(campaign: KnownCampaign, agreed: boolean, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { stream } = campaign;
  return [
    l10n.t('Stop of {name} ({tier}): {stream}, {host}, id {id}.', {
      name: quoted(campaignLabel(campaign)),
      tier: tierLabel(stream, reader),
      stream: plainText(stream.name),
      host: hostLabel(stream.host),
      id: idTail(campaign.id),
    }),
    agreed
      ? l10n.t('Not asked about: kore.tasks.stopDevelopmentWithoutAsking is on.')
      : l10n.t('VS Code asks you now. Nothing is sent before your answer.'),
  ];
}

export function nothingSentLine({ l10n }: Reader): string {
  return l10n.t('Nothing was sent.');
}
