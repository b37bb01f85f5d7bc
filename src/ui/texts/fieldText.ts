import {
  checkAccountId,
  checkCampaignId,
  checkHost,
  checkIid,
  checkName,
  checkStreamId,
  type Checked,
} from '../../streams/fields.ts';
import type { Tier } from '../../streams/stream.ts';
import type { Reader } from '../../texts/format.ts';

/** The fields of a stream that are typed as text. */
export type TextField = 'host' | 'accountId' | 'streamId' | 'name' | 'iid' | 'campaignId' | 'campaignName';

/** Each field's validator: the same one that the settings are read with. */
export const checkOfField: Readonly<Record<TextField, (text: string) => Checked<string>>> = {
  host: checkHost,
  accountId: checkAccountId,
  streamId: checkStreamId,
  name: (text) => checkName('name', text),
  iid: checkIid,
  campaignId: checkCampaignId,
  campaignName: (text) => checkName('campaignName', text),
};

/** Ids are documented by example only: an odd shape is worth a word, and no more. */
export function oddShape(field: TextField, text: string, { l10n }: Reader): string | undefined {
  switch (field) {
    case 'accountId':
      return /^[0-9a-f]{24}$/i.test(text)
        ? undefined
        : l10n.t('Usually 24 characters 0-9, a-f. Is this the account id?');
    case 'streamId':
      return text.startsWith('st-') ? undefined : l10n.t('Usually starts with st-. Is this the stream id?');
    case 'iid':
      return text === '' || text.startsWith('st-')
        ? undefined
        : l10n.t('Usually starts with st-. Is this the application id?');
    case 'campaignId':
      return text.startsWith('cd-') ? undefined : l10n.t('Usually starts with cd-. Is this the campaign id?');
    case 'host':
    case 'name':
    case 'campaignName':
      return undefined;
  }
}

/** What is asked for, and where it is found. */
export function promptOf(field: TextField, { l10n }: Reader): string {
  switch (field) {
    case 'host':
      return l10n.t('Host of the Kore environment');
    case 'accountId':
      return l10n.t('Account id: it follows accountId= in any campaign API call of your team');
    case 'streamId':
      return l10n.t("Stream id (bot id): on the app's General Settings page");
    case 'name':
      return l10n.t('A name for this stream, as you will see it in the list');
    case 'iid':
      return l10n.t('Application id (iid). Leave it empty when it is the stream id.');
    case 'campaignId':
      return l10n.t('Campaign id');
    case 'campaignName':
      return l10n.t('A name for this campaign, or leave it empty');
  }
}

/** What it looks like, by example. */
export function placeholderOf(field: TextField): string {
  switch (field) {
    case 'host':
      return 'platform.kore.ai';
    case 'accountId':
      return '24 × 0-9, a-f';
    case 'streamId':
    case 'iid':
      return 'st-…';
    case 'campaignId':
      return 'cd-…';
    case 'name':
    case 'campaignName':
      return '';
  }
}

/** Whom the campaigns of a tier text, and what follows from it. */
export function tierDetail(tier: Tier, { l10n }: Reader): string {
  switch (tier) {
    case 'production':
      return l10n.t('Texts real customers. The question before a stop shows all that is known.');
    case 'staging':
      return l10n.t('Texts testers.');
    case 'development':
      return l10n.t('Texts you.');
  }
}
