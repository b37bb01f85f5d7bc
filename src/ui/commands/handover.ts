import { env } from 'vscode';

import type { ConfiguredStream } from '../../streams/stream.ts';
import type { App } from '../app.ts';
import type { HandoverDesk } from '../handover/index.ts';
import { askMany, askText } from '../quickInput.ts';
import { addStreamAndShow } from './addStream.ts';
import { setCredentialForSeveral } from './setCredentialForSeveral.ts';
import { findTarget } from './targets.ts';
import { writeOrTell } from './writeOrTell.ts';

const extensionId = 'kore-campaigns.kore-campaigns';

/** Copies the streams of the settings, without credentials, for a colleague. */
export async function copySetup(app: App, argument?: unknown): Promise<void> {
  await (await import('../handover/index.ts')).copySetup(deskOf(app), argument);
}

/** Adds the streams of a setup that a colleague has copied, after asking; `text` where it was pasted already. */
export async function pasteSetup(app: App, text?: string): Promise<readonly ConfiguredStream[]> {
  return (await import('../handover/index.ts')).pasteSetup(deskOf(app), text);
}

/** Copies a link to the question for a campaign. */
export async function copyLink(app: App, argument?: unknown): Promise<void> {
  await (await import('../handover/index.ts')).copyLink(deskOf(app), argument);
}

function deskOf(app: App): HandoverDesk {
  return {
    ...app,
    ask: { askMany, askText },
    findCampaign: async (argument, title, placeholder) =>
      (await findTarget(app, argument, { title, placeholder, sendsNothing: true }))?.campaign,
    writeOrTell: (run) => writeOrTell(run, app),
    setCredential: () => setCredentialForSeveral(app),
    addStream: () => addStreamAndShow(app),
    linkStart: `${env.uriScheme}://${extensionId}`,
  };
}
