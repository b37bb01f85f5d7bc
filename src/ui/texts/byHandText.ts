import type { Tier } from '../../streams/stream.ts';
import { hostLabel, quoted, tierLabel, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';

/** All that is needed to stop a campaign in the console; no credential, no network. */
export interface ByHandFacts {
  readonly stream: {
    readonly name: string;
    readonly host: string;
    readonly streamId: string;
    readonly accountId: string;
    readonly tier?: Tier;
    readonly practice?: boolean;
  };
  readonly campaignId: string;
  readonly campaignName?: string;
}

/** The title of the document. */
export function byHandTitle({ campaignName, campaignId }: ByHandFacts, { l10n }: Reader): string {
  // It becomes the last part of a path.
  const name = plainText(campaignName ?? campaignId, 60).replace(/[/\\]/g, '-');
  return l10n.t('How to Stop {name} by Hand', { name: quoted(name) });
}

/** The way to stop a campaign in Kore's console. `contact` is the setting `kore.byHandContact`. */
export function byHandText(facts: ByHandFacts, contact: string, reader: Reader): string {
  const { l10n } = reader;
  const { stream, campaignId, campaignName } = facts;
  const id = plainText(campaignId, 200);
  const name = campaignName === undefined ? '' : plainText(campaignName);
  const console = plainText(/^https?:/i.test(stream.host) ? stream.host : `https://${hostLabel(stream.host)}`);
  const whom = plainText(contact, 300);
  // Short lines: an editor beside another one is narrow, and does not wrap.
  const steps: readonly (readonly string[])[] = [
    [l10n.t('Open {console}', { console }), l10n.t('and sign in.')],
    [
      l10n.t('Open the app {app} ({tier}).', { app: quoted(stream.name), tier: tierLabel(stream, reader) }),
      l10n.t('Stream id: {id}', { id: plainText(stream.streamId, 200) }),
      l10n.t('Account id: {id}', { id: plainText(stream.accountId, 200) }),
    ],
    [l10n.t('Contact Center AI > Campaigns >'), l10n.t('Proactive Outreach > Campaign Management')],
    [
      name === '' ? l10n.t('Find the campaign with this id:') : l10n.t('Find {name}.', { name: quoted(name) }),
      l10n.t('Campaign id: {id}', { id }),
    ],
    [l10n.t('Press Stop.')],
    [l10n.t('Come back and run “Kore: Check Now”:'), l10n.t('it asks Kore.ai whether it has stopped.')],
  ];
  return [
    byHandTitle(facts, reader),
    '',
    ...(stream.practice === true
      ? [l10n.t('This campaign is practice: nothing is real, and there is no console. For a real one this says:'), '']
      : []),
    ...steps.map((lines, index) => `${index + 1}  ${lines.join('\n   ')}`),
    '',
    ...(whom === ''
      ? [
          l10n.t('No access? Ask an admin of the app.'),
          l10n.t('Put whom to call into the setting'),
          l10n.t('kore.byHandContact: it stands here then.'),
        ]
      : [l10n.t('No access? Ask: {contact}', { contact: whom })]),
    '',
  ].join('\n');
}
