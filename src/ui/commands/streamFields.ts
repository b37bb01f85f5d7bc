import {
  checkAccountId,
  checkCampaignId,
  checkHost,
  checkIid,
  checkName,
  checkStreamId,
  type Checked,
} from '../../streams/fields.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { tiers, type Tier } from '../../streams/stream.ts';
import { askChoice, askText, type Answer } from '../quickInput.ts';
import { tierLabel, type Reader } from '../texts/format.ts';

/** The fields of a stream that are typed as text. */
export type TextField = 'host' | 'accountId' | 'streamId' | 'name' | 'iid' | 'campaignId' | 'campaignName';

/** Each field's validator: the same one that the settings are read with. */
const checkOfField: Readonly<Record<TextField, (text: string) => Checked<string>>> = {
  host: checkHost,
  accountId: checkAccountId,
  streamId: checkStreamId,
  name: (text) => checkName('name', text),
  iid: checkIid,
  campaignId: checkCampaignId,
  campaignName: (text) => checkName('campaignName', text),
};

export interface FieldQuestion {
  readonly field: TextField;
  readonly title: string;
  readonly value?: string;
  readonly canGoBack?: boolean;
  /** Enter on an empty box is an answer too. */
  readonly mayBeEmpty?: boolean;
  /** Something worth knowing that does not hinder Enter. */
  readonly warn?: (text: string) => string | undefined;
}

/** Asks for one field; answers with the checked value, or with an empty text where that is allowed. */
export async function askField(question: FieldQuestion, reader: Reader): Promise<Answer<string>> {
  const check = checkOfField[question.field];
  const { l10n } = reader;
  const answer = await askText({
    title: question.title,
    prompt: promptOf(question.field, reader),
    placeholder: placeholderOf(question.field),
    value: question.value ?? '',
    canGoBack: question.canGoBack === true,
    check: (text) => {
      if (question.mayBeEmpty === true && text.trim() === '') return undefined;
      const checked = check(text);
      return checked.ok ? undefined : describeProblem(checked.problem, l10n);
    },
    warn: (text) => oddShape(question.field, text.trim(), reader) ?? question.warn?.(text.trim()),
  });
  if (answer === undefined || answer === 'back') return answer;
  const checked = check(answer.value);
  return { value: checked.ok ? checked.value : '' };
}

/** Ids are documented by example only: an odd shape is worth a word, and no more. */
function oddShape(field: TextField, text: string, { l10n }: Reader): string | undefined {
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

function promptOf(field: TextField, { l10n }: Reader): string {
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

function placeholderOf(field: TextField): string {
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

/** Asks for the tier, which decides how careful the confirmation is. */
export function askTier(title: string, canGoBack: boolean, reader: Reader): Promise<Answer<Tier>> {
  const { l10n } = reader;
  const details: Readonly<Record<Tier, string>> = {
    production: l10n.t('Texts real customers. The question before a stop shows all that is known.'),
    staging: l10n.t('Texts testers.'),
    development: l10n.t('Texts you.'),
  };
  return askChoice({
    title,
    placeholder: l10n.t('Whom do its campaigns text?'),
    canGoBack,
    choices: tiers.map((value) => ({ value, label: tierLabel({ tier: value }, reader), detail: details[value] })),
  });
}
