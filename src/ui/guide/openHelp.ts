import { stopReasons, type StopReason } from '../../stop/outcome.ts';
import { quoted } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { askChoice, type Choice } from '../quickInput.ts';
import { helpText, reasonPage, type ExplainedStop } from '../texts/helpText.ts';
import { reasonHelp } from '../texts/reasonHelp.ts';

/** A reason to explain, and the stop that ended with it, where it is about one. */
interface Question {
  readonly reason: StopReason;
  readonly stop?: ExplainedStop;
}

/** Opens the help: how to stop, keys, screen reader, where ids are found, and what has a page of its own. */
export async function openHelp(app: App): Promise<void> {
  const { l10n } = app.reader;
  const mac = process.platform === 'darwin';
  const text = helpText(mac ? 'Shift+Alt+Cmd+K' : 'Ctrl+Shift+Alt+K', mac ? 'Ctrl+Cmd+K' : 'Shift+Alt+K', app.reader);
  await app.documents.show(l10n.t('Kore Help'), text);
}

/** Opens the page of the reason for which a campaign's last stop did not work; without one it asks which. */
export async function explainResult(app: App, argument?: unknown): Promise<void> {
  const question = questionOfCampaign(app, argument) ?? (await askWhich(app));
  if (question === undefined) return;
  const { title } = reasonHelp(question.reason, app.reader);
  // It becomes the last part of a path.
  const name = app.reader.l10n.t('Kore Help: {title}', { title: title.replace(/[/\\]/g, '-') });
  await app.documents.show(name, reasonPage(question.reason, question.stop, app.reader));
}

/** Of a row, or of plain ids from a keybinding or another extension. */
function questionOfCampaign(app: App, argument: unknown): Question | undefined {
  if (isNode(argument, 'campaign')) return questionOf(app.board.find(argument.campaign.stream, argument.campaign.id));
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { stream, campaignId } = argument as { stream?: unknown; campaignId?: unknown };
  const named = app.board
    .activities()
    .filter((one) => one.id === campaignId)
    .find((one) => stream === undefined || one.stream.name === stream || one.stream.streamId === stream);
  return named === undefined ? undefined : questionOf(named);
}

function questionOf(campaign: KnownCampaign): Question | undefined {
  const { activity } = campaign;
  if (activity?.kind !== 'ended' || activity.outcome.reason === undefined) return undefined;
  const { outcome } = activity;
  return { reason: activity.outcome.reason, stop: { campaign, outcome } };
}

/** First the stops of this window that did not work, then every reason. */
async function askWhich(app: App): Promise<Question | undefined> {
  const { reader } = app;
  const { l10n } = reader;
  const ended = app.board.activities().flatMap((campaign): readonly Choice<Question>[] => {
    const question = questionOf(campaign);
    if (question === undefined) return [];
    return [
      {
        value: question,
        label: quoted(campaignLabel(campaign)),
        description: reasonHelp(question.reason, reader).title,
      },
    ];
  });
  const every = stopReasons.map((reason): Choice<Question> => ({
    value: { reason },
    label: reasonHelp(reason, reader).title,
  }));
  const answer = await askChoice<Question>({
    title: l10n.t('What Does This Mean?'),
    placeholder: l10n.t('Why a stop did not work: Enter opens the page, nothing is sent'),
    choices: [...ended, ...every],
  });
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}
