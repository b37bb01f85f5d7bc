import { randomBytes } from 'node:crypto';

import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  workspace,
  type CancellationToken,
} from 'vscode';

import { quoted, tierLabel } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { ApiPorts } from '../api/api.ts';
import { findStream, readTarget } from '../callers/readTarget.ts';
import { within } from '../within.ts';
import { campaignFacts, failureFacts, listFacts, outcomeFacts, streamFacts } from './facts.ts';
import type { ReadingTool } from './toolNames.ts';
import { untrustedBlock } from './untrusted.ts';

/** The most rows that one answer has. */
const mostRows = 50;
/** Lists wait so that stops have room; a model does not. */
const listPatienceMs = 10_000;

/** What a model that asks for a stop is shown to have asked for. */
export interface PreparedStop {
  readonly confirmationMessages: { readonly title: string; readonly message: MarkdownString };
}

/**
 * The tools of assistants. A model can be led astray by any text that it has read, so nothing it gives is more than a
 * stream and an id, and nothing it gets is more than data.
 */
export class Tools {
  readonly #ports: ApiPorts;

  constructor(ports: ApiPorts) {
    this.#ports = ports;
  }

  async read(name: ReadingTool, input: unknown): Promise<LanguageModelToolResult> {
    switch (name) {
      case 'kore_listStreams':
        return this.#tell({ streams: this.#ports.board.streams().slice(0, mostRows).map(streamFacts) });
      case 'kore_listCampaigns':
        return this.#listCampaigns(input);
      case 'kore_readStatus':
        return this.#readStatus(input);
      case 'kore_lastOutcomes':
        return this.#tell({ stops: this.#lastOutcomes() });
    }
  }

  /** What VS Code asks before the tool runs. Ours comes after it, whatever is answered here by itself. */
  prepareStop(input: unknown): PreparedStop {
    const { l10n } = this.#ports.reader;
    const { name, tier, stream } = this.#names(this.#stoppable(input));
    return {
      confirmationMessages: {
        title: l10n.t('Let an assistant ask for a stop?'),
        message: new MarkdownString().appendText(
          l10n.t('It asks to stop {name} ({tier}) of {stream}. You are asked once more before anything is sent.', {
            name,
            tier,
            stream,
          }),
        ),
      },
    };
  }

  /** One campaign a call, never without the person's yes to our own question. */
  async stop(input: unknown, token: CancellationToken): Promise<LanguageModelToolResult> {
    const ports = this.#ports;
    const { l10n } = ports.reader;
    const campaign = this.#stoppable(input);
    const cancel = new AbortController();
    const subscription = token.onCancellationRequested(() => cancel.abort());
    try {
      const asked = await ports.asking.run(async (free) => {
        await this.#needCredential(campaign);
        const { signal } = cancel;
        return ports.stop(campaign, { alwaysConfirm: true, askedBy: 'assistant', signal, onStep: free });
      });
      if (asked === undefined) throw new Error(l10n.t('Another question is open. Nothing was sent.'));
      const result = asked.value;
      if (result === undefined) return this.#tell({ result: 'notAgreed', requests: 0 });
      return this.#tell(outcomeFacts(result.outcome, ports.clean(ports.sentence(result))));
    } finally {
      subscription.dispose();
    }
  }

  async #listCampaigns(input: unknown): Promise<LanguageModelToolResult> {
    const ports = this.#ports;
    const found = findStream((input as { stream?: unknown } | null)?.stream, ports);
    if ('sentence' in found) throw new Error(found.sentence);
    const { stream } = found;
    // Without a credential, too often, or while stops have the minute: what is known already, with when it was read.
    if ((await ports.hasCredential(stream)) && ports.limit.take() === 0) {
      await within(listPatienceMs, ports.board.refreshFirstPage(stream));
    }
    const campaigns = ports.board.campaigns(stream);
    return this.#tell({
      ...streamFacts(stream),
      ...listFacts(ports.board.listState(stream)),
      campaigns: campaigns.slice(0, mostRows).map(campaignFacts),
      notShown: Math.max(0, campaigns.length - mostRows),
    });
  }

  async #readStatus(input: unknown): Promise<LanguageModelToolResult> {
    const ports = this.#ports;
    const target = readTarget(input, ports);
    if (!target.ok) throw new Error(target.sentence);
    const { campaign } = target;
    await this.#needCredential(campaign);
    const seconds = ports.limit.take();
    if (seconds > 0) throw new Error(ports.reader.l10n.t('Asked too often: again in {seconds} s.', { seconds }));
    const checked = await ports.readState(campaign);
    const facts = campaignFacts({ ...campaign, ...(checked.kind === 'read' ? { checked: readOf(checked.fact) } : {}) });
    return this.#tell(checked.kind === 'read' ? facts : { ...facts, notRead: failureFacts(checked) });
  }

  #lastOutcomes(): readonly object[] {
    const ports = this.#ports;
    return ports.board
      .activities()
      .flatMap((campaign) => {
        if (campaign.activity?.kind !== 'ended') return [];
        const { outcome } = campaign.activity;
        const told = outcomeFacts(outcome, ports.clean(ports.sentence({ campaign, outcome })));
        return [{ finishedAt: outcome.finishedAt, facts: { ...campaignFacts(campaign), ...told } }];
      })
      .sort((one, other) => other.finishedAt.localeCompare(one.finishedAt))
      .slice(0, mostRows)
      .map(({ facts }) => facts);
  }

  /** The campaign that a stop may be asked for, by what the person allows now. */
  #stoppable(input: unknown): KnownCampaign {
    const { l10n } = this.#ports.reader;
    if (workspace.getConfiguration('kore').get('assistants.allowStop') !== true) {
      throw new Error(l10n.t('kore.assistants.allowStop is off. Nothing was sent.'));
    }
    const target = readTarget(input, this.#ports);
    if (!target.ok) throw new Error(`${target.sentence} ${l10n.t('Nothing was sent.')}`);
    if (target.campaign.stream.tier === undefined) {
      throw new Error(l10n.t('The stream has no tier: no assistant can stop anything in it. Nothing was sent.'));
    }
    return target.campaign;
  }

  /** A model never leads to the box for a secret. */
  async #needCredential({ stream }: KnownCampaign): Promise<void> {
    if (await this.#ports.hasCredential(stream)) return;
    throw new Error(
      this.#ports.reader.l10n.t('The stream has no credential here, or it cannot be read. Nothing was sent.'),
    );
  }

  #names(campaign: KnownCampaign): { readonly name: string; readonly tier: string; readonly stream: string } {
    return {
      name: quoted(campaignLabel(campaign)),
      tier: tierLabel(campaign.stream, this.#ports.reader),
      stream: quoted(campaign.stream.name),
    };
  }

  #tell(facts: unknown): LanguageModelToolResult {
    const mark = randomBytes(9).toString('hex');
    const text = untrustedBlock(facts, mark);
    return new LanguageModelToolResult([new LanguageModelTextPart(this.#ports.clean(text))]);
  }
}

function readOf({ state, at, sent }: { readonly state: string; readonly at: string; readonly sent?: number }) {
  return { state, readAtMs: Date.parse(at), ...(sent === undefined ? {} : { sent }) };
}
