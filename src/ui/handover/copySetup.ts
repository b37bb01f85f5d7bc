import { writeSetup } from '../../streams/setup.ts';
import type { ConfiguredStream } from '../../streams/stream.ts';
import { streamKey } from '../../streams/streamKey.ts';
import { hostLabel, tierLabel } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { copiedSetupText } from '../texts/setupText.ts';
import type { HandoverDesk } from './handoverDesk.ts';

/** Copies streams of the settings as JSON, without credentials: of a row, the only one, or those that are ticked. */
export async function copySetup(desk: HandoverDesk, argument?: unknown): Promise<void> {
  const { l10n } = desk.reader;
  const { streams, problems } = desk.configuration.settings();
  if (streams.length === 0) {
    const add = l10n.t('Add a Stream');
    void desk.outlet.info(l10n.t('Nothing was copied: there is no stream in your settings.'), add).then((choice) => {
      if (choice === add) return desk.addStream();
      return undefined;
    });
    return;
  }
  const ofRow = isNode(argument, 'stream')
    ? streams.filter((one) => streamKey(one) === streamKey(argument.stream))
    : streams;
  const chosen = ofRow.length < 2 ? ofRow : await askWhich(desk, ofRow);
  if (chosen === undefined || chosen.length === 0) return;
  await desk.outlet.copy(writeSetup(chosen));
  const leftOut = new Set(problems.filter(({ campaign }) => campaign === undefined).map(({ entry }) => entry)).size;
  void desk.outlet.info(copiedSetupText(chosen.length, isNode(argument, 'stream') ? 0 : leftOut, desk.reader));
}

function askWhich(
  { ask, reader }: HandoverDesk,
  streams: readonly ConfiguredStream[],
): Promise<readonly ConfiguredStream[] | undefined> {
  const { l10n } = reader;
  return ask.askMany({
    title: l10n.t('Copy Setup for a Colleague'),
    placeholder: l10n.t('Enter copies the streams that are ticked, without credentials'),
    choices: streams.map((value) => ({
      value,
      label: plainText(value.name),
      description: `${tierLabel(value, reader)} · ${hostLabel(value.host)}`,
      picked: true,
    })),
  });
}
