import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { adminRequestText } from '../texts/adminRequestText.ts';
import { findConfiguredStream } from './targets.ts';

/** Copies what an app admin has to do so that a stop can work. */
export async function copyRequestForAdmin(app: App, argument?: unknown): Promise<void> {
  const stream = isNode(argument, 'campaign')
    ? argument.campaign.stream
    : await findConfiguredStream(
        app,
        argument,
        app.reader.l10n.t('Which stream is the request about? Enter copies it.'),
      );
  if (stream !== undefined) await copyRequestOf(app, stream);
}

export async function copyRequestOf(app: App, stream: Pick<KnownStream, 'name'>): Promise<void> {
  await app.outlet.copy(adminRequestText(stream.name, app.reader));
  app.outlet.status(app.reader.l10n.t('Request copied: send it to an admin of the app.'), 5000);
}
