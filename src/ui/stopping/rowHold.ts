import type { HeldStop, StopOrder } from '../../stop/outcome.ts';
import type { Credential } from '../../streams/stream.ts';
import { campaignKey, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CredentialStore, FoundCredential } from '../credentials/credentialStore.ts';
import { holdMeanwhile, type HoldPorts, type MeanwhileHeld } from './holdMeanwhile.ts';

/** Who moves on through the rows does not want each of them. */
const restMs = 250;
/** After Enter the stop follows at once, or never. */
const takenWithinMs = 5000;

export interface RowHoldPorts extends HoldPorts {
  readonly credentials: HoldPorts['credentials'] & Pick<CredentialStore, 'find' | 'trialOf'>;
  /** Whether the stop of it is asked about: it is made ready while that is on the screen. */
  readonly asks: (campaign: KnownCampaign) => boolean;
  readonly orderOf: (campaign: KnownCampaign, credential: Credential) => StopOrder;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface RowHeld {
  readonly key: string;
  readonly over: AbortController;
  ready?: { readonly held: MeanwhileHeld; readonly found: FoundCredential };
}

/** A stop that is ready, with the credential that it was signed with: the stream's, as the store has it. */
export interface ReadyRow {
  readonly held: HeldStop;
  readonly found: FoundCredential;
}

/**
 * Makes the stop of the row ready that is highlighted in the picker, where Enter on it asks nothing more. One at a time,
 * and never the simulator's.
 */
export class RowHold {
  readonly #ports: RowHoldPorts;
  #row: RowHeld | undefined;

  constructor(ports: RowHoldPorts) {
    this.#ports = ports;
  }

  /** Another row is highlighted, or none, or the picker was left. */
  readonly highlighted = (campaign: KnownCampaign | undefined): void => {
    const key = campaign === undefined ? undefined : campaignKey(campaign.stream, campaign.id);
    if (this.#row?.key === key) return;
    this.drop();
    if (campaign === undefined || key === undefined) return;
    if (campaign.stream.practice === true || this.#ports.asks(campaign)) return;
    const row: RowHeld = { key, over: new AbortController() };
    this.#row = row;
    this.#hold(campaign, row).catch(() => undefined);
  };

  /** Enter was pressed on it: what is ready waits a moment for its order. */
  readonly accepted = (): void => {
    const row = this.#row;
    if (row === undefined) return;
    const drop = (): void => {
      if (this.#row === row) this.drop();
    };
    this.#ports.sleep(takenWithinMs, row.over.signal).then(drop, () => undefined);
  };

  /** What is ready for the stop of it, where it is signed with what signs now. */
  take(campaign: KnownCampaign): ReadyRow | undefined {
    const row = this.#row;
    const ready = row?.key === campaignKey(campaign.stream, campaign.id) ? row.ready : undefined;
    // After a change of what is kept there is none.
    const held = ready?.held.take();
    this.drop();
    if (ready === undefined || held === undefined) return undefined;
    const trial = this.#ports.credentials.trialOf(campaign.stream);
    if (trial === undefined || trial === ready.found) return { held, found: ready.found };
    held.drop();
    return undefined;
  }

  drop(): void {
    this.#row?.over.abort();
    this.#row?.ready?.held.drop();
    this.#row = undefined;
  }

  async #hold(campaign: KnownCampaign, row: RowHeld): Promise<void> {
    const { credentials, orderOf, sleep } = this.#ports;
    await sleep(restMs, row.over.signal);
    const listening = credentials.onDidChange(() => row.over.abort());
    const found = await credentials.find(campaign.stream).finally(() => listening.dispose());
    if (found.kind !== 'found' || row.over.signal.aborted) return;
    row.ready = { held: holdMeanwhile(orderOf(campaign, found.credential), false, this.#ports), found };
  }
}
