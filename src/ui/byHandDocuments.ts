import { Uri, ViewColumn, window, workspace, type TextDocumentContentProvider } from 'vscode';

import type { Reader } from '../texts/format.ts';
import type { KnownCampaign } from '../texts/knownCampaign.ts';
import { byHandScheme } from './byHandScheme.ts';
import type { Outlet } from './outlet.ts';
import { byHandText, byHandTitle, type ByHandFacts } from './texts/byHandText.ts';

/**
 * How to Stop by Hand, as a document that can only be read. All that it tells is in its address, so it needs neither
 * network nor credential, and comes back with the window.
 */
export class ByHandDocuments implements TextDocumentContentProvider {
  readonly #reader: Reader;
  readonly #outlet: Outlet;

  constructor(reader: Reader, outlet: Outlet) {
    this.#reader = reader;
    this.#outlet = outlet;
  }

  provideTextDocumentContent(address: Uri): string {
    const facts = readFacts(address.query);
    const contact = workspace.getConfiguration('kore').get('byHandContact');
    if (facts === undefined) return '';
    return this.#outlet.document(byHandText(facts, typeof contact === 'string' ? contact : '', this.#reader));
  }

  /** Opens it beside what is open. */
  async show(campaign: KnownCampaign): Promise<void> {
    const facts = factsOf(campaign);
    const address = Uri.from({
      scheme: byHandScheme,
      path: `/${byHandTitle(facts, this.#reader)}`,
      query: JSON.stringify(facts),
    });
    const document = await workspace.openTextDocument(address);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true });
  }
}

function factsOf({ stream, id, name }: KnownCampaign): ByHandFacts {
  const { host, accountId, streamId, tier, practice } = stream;
  return {
    stream: {
      name: stream.name,
      host,
      accountId,
      streamId,
      ...(tier === undefined ? {} : { tier }),
      ...(practice === undefined ? {} : { practice }),
    },
    campaignId: id,
    ...(name === undefined ? {} : { campaignName: name }),
  };
}

/** Anyone can open such an address: it is text to show, and nothing else. */
function readFacts(query: string): ByHandFacts | undefined {
  try {
    const { stream, campaignId, campaignName } = JSON.parse(query) as Partial<Record<keyof ByHandFacts, unknown>>;
    if (typeof campaignId !== 'string' || typeof stream !== 'object' || stream === null) return undefined;
    const { name, host, accountId, streamId, tier, practice } = stream as Record<string, unknown>;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return {
      stream: {
        name: text(name),
        host: text(host),
        accountId: text(accountId),
        streamId: text(streamId),
        ...(tier === 'production' || tier === 'staging' || tier === 'development' ? { tier } : {}),
        ...(practice === true ? { practice } : {}),
      },
      campaignId,
      ...(typeof campaignName === 'string' ? { campaignName } : {}),
    };
  } catch {
    return undefined;
  }
}
