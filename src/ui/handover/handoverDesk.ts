import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import type { askMany, askText } from '../quickInput.ts';
import type { WriteResult } from '../streamConfiguration.ts';

/** The app, and what is loaded with it already: handed over, so that this bundle does not hold it a second time. */
export interface HandoverDesk extends App {
  readonly ask: { readonly askMany: typeof askMany; readonly askText: typeof askText };
  /** The campaign that a command is about. */
  readonly findCampaign: (argument: unknown, title: string, placeholder: string) => Promise<KnownCampaign | undefined>;
  readonly writeOrTell: (run: () => Promise<WriteResult>) => Promise<boolean>;
  /** Goes on to the credential of what was added. */
  readonly setCredential: () => Promise<void>;
  /** Opens the way to the first stream. */
  readonly addStream: () => Promise<void>;
  /** What a link to this VS Code begins with: its scheme, and this extension. */
  readonly linkStart: string;
}
