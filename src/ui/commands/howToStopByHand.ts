import type { App } from '../app.ts';
import { findTarget } from './targets.ts';

/** Opens the way to stop a campaign in Kore's console, with its ids filled in. */
export async function howToStopByHand(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('How to Stop by Hand'),
    placeholder: l10n.t('Campaign name, id, or a pasted link: Enter shows how to stop it in the console'),
    sendsNothing: true,
  });
  if (target !== undefined) await app.byHand.show(target.campaign);
}
