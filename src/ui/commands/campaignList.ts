import { window } from 'vscode';

import { checkCampaignId } from '../../streams/fields.ts';
import { looksLikeCall, readPastedCall } from '../../streams/pasted.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { quoted } from '../../texts/format.ts';
import { campaignLabel } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { askText, runSteps, took } from '../quickInput.ts';
import type { RawEntry } from '../streamConfiguration.ts';
import { askField } from './streamFields.ts';
import { findConfiguredStream } from './targets.ts';
import { writeOrTell } from './writeOrTell.ts';

/** Adds a campaign to a stream's list in the settings, so that it is there before Kore lists it. */
export async function addCampaign(app: App, argument?: unknown): Promise<void> {
  const { reader } = app;
  const { l10n } = reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Which stream is the campaign in?'));
  if (stream === undefined) return;
  const title = l10n.t('Add Campaign to {name}', { name: quoted(stream.name) });
  let id = '';
  let name = '';
  const finished = await runSteps([
    async () =>
      took(await askCampaignId(title, id, app), (text) => {
        id = campaignIdIn(text);
      }),
    async () =>
      took(
        await askField({ field: 'campaignName', title, value: name, canGoBack: true, mayBeEmpty: true }, reader),
        (text) => {
          name = text;
        },
      ),
  ]);
  if (!finished) return;
  if (stream.campaigns.some((one) => one.id === id)) {
    void app.outlet.info(l10n.t('This campaign is in the list already.'));
    return;
  }
  const campaign = { id, ...(name === '' ? {} : { name }) };
  const change = (entry: RawEntry): RawEntry => ({ ...entry, campaigns: [...rawCampaigns(entry), campaign] });
  await writeOrTell(() => app.configuration.change(stream, change), app);
}

/** An id, or the address or curl command of a call that has one. */
function askCampaignId(title: string, value: string, { reader: { l10n } }: App): ReturnType<typeof askText> {
  return askText({
    title,
    prompt: l10n.t('Campaign id, or paste the address or curl command of one of its calls'),
    placeholder: 'cd-…',
    value,
    check: (text) => {
      const id = checkCampaignId(campaignIdIn(text));
      return id.ok ? undefined : describeProblem(id.problem, l10n);
    },
  });
}

function campaignIdIn(text: string): string {
  return (looksLikeCall(text) ? readPastedCall(text)?.campaignId : undefined) ?? text.trim();
}

/** Takes a campaign out of the settings. Nothing changes at Kore. */
export async function removeCampaign(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const campaign = isNode(argument, 'campaign') ? argument.campaign : await pickConfigured(app);
  if (campaign === undefined) return;
  const yes = l10n.t('Remove');
  const message = l10n.t('Remove {name} from the list?', { name: quoted(campaignLabel(campaign)) });
  const detail = l10n.t('Nothing changes at Kore.ai: if it is sending, it goes on, and Kore.ai may still list it.');
  if (!(await app.outlet.ask({ message, detail, yes }))) return;
  const change = (entry: RawEntry): RawEntry => ({
    ...entry,
    campaigns: rawCampaigns(entry).filter((raw) => idOf(raw) !== campaign.id),
  });
  await writeOrTell(() => app.configuration.change(campaign.stream, change), app);
}

async function pickConfigured(app: App): Promise<ReturnType<App['board']['find']> | undefined> {
  const { l10n } = app.reader;
  const campaigns = app.board
    .streams()
    .flatMap((stream) => stream.campaigns.map(({ id }) => app.board.find(stream, id)));
  if (campaigns.length === 0) {
    void app.outlet.info(l10n.t('No campaign is in the settings.'));
    return undefined;
  }
  const items = campaigns.map((campaign) => ({
    label: plainText(campaignLabel(campaign)),
    description: plainText(campaign.stream.name),
    detail: campaign.id,
    campaign,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Remove Campaign from the List'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.campaign;
}

function rawCampaigns(entry: RawEntry): readonly unknown[] {
  return Array.isArray(entry.campaigns) ? (entry.campaigns as unknown[]) : [];
}

function idOf(raw: unknown): string | undefined {
  const id = checkCampaignId((raw as { id?: unknown } | null)?.id);
  return id.ok ? id.value : undefined;
}
