import type { Checked, FieldProblem } from '../../../streams/fields.ts';
import type { Localizer } from '../../../streams/problemText.ts';
import type { ConfiguredStream } from '../../../streams/stream.ts';
import { streamKey } from '../../../streams/streamKey.ts';
import { quoted, type Reader } from '../../../texts/format.ts';
import type { TextField } from '../../texts/fieldText.ts';
import { hostOf, type FormDraft } from './formDraft.ts';
import type { FieldId, FieldRemark } from './messages.ts';

/** What the form uses of the rest of the extension to judge a field, so that it is judged as everywhere. */
export interface Judges {
  readonly reader: Reader;
  checkField(field: TextField, text: string): Checked<string>;
  /** A shape that is seldom right. */
  oddShape(field: TextField, text: string): string | undefined;
  describeProblem(problem: FieldProblem, l10n: Localizer): string;
}

export interface Judged {
  /** The first one in the form's own sequence comes first. */
  readonly remarks: Readonly<Partial<Record<FieldId, FieldRemark>>>;
  /** Undefined while something is missing or wrong. */
  readonly stream?: ConfiguredStream;
}

export interface JudgeOptions {
  /** Empty fields are wrong, too: not while the form is still being filled in. */
  readonly whole: boolean;
  /** The other streams of the settings. */
  readonly others: readonly ConfiguredStream[];
}

/** Judges what was typed, each field by the validator that the settings are read with. */
export function judgeDraft(draft: FormDraft, { whole, others }: JudgeOptions, judges: Judges): Judged {
  const remarks: Partial<Record<FieldId, FieldRemark>> = {};
  let right = true;
  const judge = (id: FieldId, field: TextField, text: string, mayBeEmpty = false): string => {
    const empty = text.trim() === '';
    if (empty && mayBeEmpty) return '';
    const checked = judges.checkField(field, text);
    if (checked.ok) {
      const odd = judges.oddShape(field, text.trim());
      if (odd !== undefined) remarks[id] = { kind: 'warning', text: odd };
      return checked.value;
    }
    right = false;
    if (whole || !empty) remarks[id] = problem(judges.describeProblem(checked.problem, judges.reader.l10n));
    return '';
  };
  const host = judge('host', 'host', hostOf(draft));
  const accountId = judge('accountId', 'accountId', draft.accountId);
  const streamId = judge('streamId', 'streamId', draft.streamId);
  const name = judge('name', 'name', draft.name);
  const campaigns = draft.campaigns.flatMap((row, index) => {
    if (row.id.trim() === '' && row.name.trim() === '') return [];
    const id = judge(`campaigns.${index}.id`, 'campaignId', row.id);
    const label = judge(`campaigns.${index}.name`, 'campaignName', row.name, true);
    return [{ index, id, ...(label === '' ? {} : { name: label }) }];
  });
  for (const { index, id } of campaigns) {
    if (id === '' || campaigns.findIndex((one) => one.id === id) === campaigns.findIndex((one) => one.index === index))
      continue;
    right = false;
    const twice = { field: 'campaignId', code: 'duplicate' } as const;
    remarks[`campaigns.${index}.id`] = problem(judges.describeProblem(twice, judges.reader.l10n));
  }
  const iid = judge('iid', 'iid', draft.iid, true);
  if (!right) return { remarks };
  const stream: ConfiguredStream = {
    name,
    host,
    accountId,
    streamId,
    ...(iid === '' || iid === streamId ? {} : { iid }),
    ...(draft.tier === '' ? {} : { tier: draft.tier }),
    campaigns: campaigns.map(({ id, name: label }) => ({ id, ...(label === undefined ? {} : { name: label }) })),
  };
  return tellOthers(stream, remarks, others, judges);
}

/** The same stream cannot be there twice; the same name can, and helps nobody. */
function tellOthers(
  stream: ConfiguredStream,
  remarks: Partial<Record<FieldId, FieldRemark>>,
  others: readonly ConfiguredStream[],
  { reader: { l10n } }: Judges,
): Judged {
  const same = others.find((one) => streamKey(one) === streamKey(stream));
  if (same !== undefined) {
    const text = l10n.t('This stream is in the list already, as {name}.', { name: quoted(same.name) });
    return { remarks: { ...remarks, streamId: problem(text) } };
  }
  if (others.some(({ name }) => name === stream.name)) {
    remarks.name = { kind: 'warning', text: l10n.t('Another stream has this name already.') };
  }
  return { remarks, stream };
}

function problem(text: string): FieldRemark {
  return { kind: 'problem', text };
}

/** Where the first problem is. */
export function firstProblem(remarks: Judged['remarks']): FieldId | undefined {
  return (Object.keys(remarks) as FieldId[]).find((id) => remarks[id]?.kind === 'problem');
}
