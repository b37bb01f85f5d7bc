import type { App } from '../app.ts';
import { findConfiguredStream } from './targets.ts';

/** Opens the form that adds a stream. */
export async function addStreamInForm(app: App): Promise<void> {
  await app.forms.show();
}

/** Opens the form of a stream. */
export async function editStreamInForm(app: App, argument?: unknown): Promise<void> {
  const stream = await findConfiguredStream(app, argument, app.reader.l10n.t('Which stream shall be changed?'));
  if (stream !== undefined) await app.forms.show(stream);
}
