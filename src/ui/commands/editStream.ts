import { hostLabel, quoted, tierLabel } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { askChoice, type Answer, type Choice } from '../quickInput.ts';
import type { TextField } from '../texts/fieldText.ts';
import { askField, askTier } from './streamFields.ts';
import { findConfiguredStream } from './targets.ts';
import { writeOrTell } from './writeOrTell.ts';

type EditableField = Extract<TextField, 'name' | 'host' | 'accountId' | 'streamId' | 'iid'> | 'tier';

/** Changes one field of a stream in `kore.streams`; everything else of the entry stays as it is written. */
export async function editStream(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const stream = await findConfiguredStream(app, argument, l10n.t('Which stream shall be changed?'));
  if (stream === undefined) return;
  const title = l10n.t('Edit {name}', { name: quoted(stream.name) });
  for (;;) {
    const field = await askWhat(app, stream, title);
    if (field === undefined) return;
    if (field === 'back') continue;
    const value = await askValue(app, stream, field.value, title);
    if (value === undefined) return;
    if (value === 'back') continue;
    // The iid follows the stream id unless it is another one.
    const isDefault = value.value === '' || (field.value === 'iid' && value.value === stream.streamId);
    const change = (entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
      if (!isDefault) return { ...entry, [field.value]: value.value };
      return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== field.value));
    };
    await writeOrTell(() => app.configuration.change(stream, change), app);
    return;
  }
}

/** `back`: from what is seldom needed. */
async function askWhat(app: App, stream: KnownStream, title: string): Promise<Answer<EditableField>> {
  const { l10n } = app.reader;
  const placeholder = l10n.t('What shall be changed?');
  const choices: readonly Choice<EditableField | 'advanced'>[] = [
    ...fieldChoices(app, stream),
    { value: 'advanced', label: l10n.t('Advanced…'), description: l10n.t('Application id (iid)') },
  ];
  const chosen = await askChoice({ title, placeholder, choices });
  if (chosen === undefined || chosen === 'back') return undefined;
  const { value } = chosen;
  if (value !== 'advanced') return { value };
  return askChoice({ title, placeholder, canGoBack: true, choices: [iidChoice(app, stream)] });
}

function fieldChoices(app: App, stream: KnownStream): readonly Choice<EditableField>[] {
  const { l10n } = app.reader;
  return [
    { value: 'name', label: l10n.t('Name'), description: plainText(stream.name) },
    { value: 'tier', label: l10n.t('Tier'), description: tierLabel(stream, app.reader) },
    { value: 'host', label: l10n.t('Host'), description: hostLabel(stream.host) },
    { value: 'accountId', label: l10n.t('Account id'), description: stream.accountId },
    { value: 'streamId', label: l10n.t('Stream id'), description: stream.streamId },
  ];
}

function iidChoice({ reader: { l10n } }: App, { iid }: KnownStream): Choice<EditableField> {
  return { value: 'iid', label: l10n.t('Application id (iid)'), description: iid ?? l10n.t('the stream id') };
}

function askValue(
  app: App,
  stream: KnownStream,
  field: EditableField,
  title: string,
): Promise<{ readonly value: string } | 'back' | undefined> {
  if (field === 'tier') return askTier(title, true, app.reader);
  const value = field === 'host' ? hostLabel(stream.host) : (stream[field] ?? '');
  return askField({ field, title, value, canGoBack: true, mayBeEmpty: field === 'iid' }, app.reader);
}
