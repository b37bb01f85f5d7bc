import { workspace, type Disposable } from 'vscode';

import { sleep } from '../../kore/sleep.ts';
import type { Online } from '../../online.ts';
import { once } from '../../stop/once.ts';
import type { HeldStop, StopOrder, StopOutcome, StopStep } from '../../stop/outcome.ts';
import { isProduction, type Credential } from '../../streams/stream.ts';
import { quoted, tierLabel } from '../../texts/format.ts';
import { campaignKey, campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { CredentialDesk } from '../credentials/askForCredential.ts';
import type { CredentialStore } from '../credentials/credentialStore.ts';
import { resolveCredential, type ResolvedCredential } from '../credentials/resolveCredential.ts';
import { confirmationText, type AskedBy, type AskingFacts } from '../../texts/confirmationText.ts';
import { credentialLabel } from '../texts/credentialText.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import { stepText } from '../../texts/stepText.ts';
import { checkingUntil } from './afterPlan.ts';
import type { AfterStop } from './afterStop.ts';
import { confirmStop } from './confirmStop.ts';
import { askHolding, holdMeanwhile, type MeanwhileHeld } from './holdMeanwhile.ts';
import { operatorName, orderOf } from './orderOf.ts';
import { beforeOf, readMeanwhile, withRead, type MeanwhileRead } from './readMeanwhile.ts';
import { RowHold } from './rowHold.ts';
import { showingProgress } from './stopProgress.ts';

/** A yes holds this long for the same campaign, so that Stop Again asks nothing. */
const yesHoldsMs = 120_000;
/** The longest that an order takes by itself. */
const orderMs = 60_000;

export interface StopFlowPorts extends CredentialDesk {
  readonly board: CampaignBoard;
  readonly credentials: CredentialStore;
  readonly afterStop: AfterStop;
  online(): Promise<Online>;
}

export interface FlowOptions {
  /** A call with arguments or a link always asks. */
  readonly alwaysConfirm?: boolean;
  /** Who else than the person wants it; the confirmation says so. */
  readonly askedBy?: AskedBy;
  /** From whoever asked: before the request has left nothing is sent any more, after it the waiting ends. */
  readonly signal?: AbortSignal;
  /** Hears each step beside the progress. */
  readonly onStep?: (step: StopStep) => void;
  /** In place of what is stored. */
  readonly credential?: ResolvedCredential;
  /** The person's yes was given before, when a safety timer was set: asks nothing now, and about the next one as ever. */
  readonly agreed?: boolean;
  /** One of several tries that were agreed to: asks nothing, and shows no progress of its own. Ends it at once. */
  readonly trying?: AbortSignal;
}

/** What a stop that was begun came to, with how it was signed. */
export interface FlowResult {
  /** With what a list told of it in the meantime: a pasted id has a name by now. */
  readonly campaign: KnownCampaign;
  readonly outcome: StopOutcome;
  /** It was on its way already when this one was asked for. */
  readonly joined?: boolean;
  /** What it was signed with, and how that is told; not known of a stop of an earlier window. */
  readonly signedWith?: ResolvedCredential;
  readonly credential?: UsedCredential;
  /** Until when its state is read by itself, where it is; milliseconds since 1970. */
  readonly checkingUntilMs?: number;
}

/** What goes on while the question is on the screen. */
interface Meanwhile {
  readonly reading: MeanwhileRead;
  readonly held: MeanwhileHeld;
}

/** Credential, confirmation, progress, outcome: the one way that every stop in the window takes. */
export class StopFlow {
  readonly #ports: StopFlowPorts;
  readonly #yesAtMs = new Map<string, number>();
  #nothingSent: Disposable | undefined;
  /** For the picker, whose highlighted row may be stopped next. */
  readonly row: RowHold;

  constructor(ports: StopFlowPorts) {
    this.#ports = ports;
    this.row = new RowHold({
      online: () => ports.online(),
      credentials: ports.credentials,
      asks: (campaign) => this.#asks(campaign, {}),
      orderOf: (campaign, credential) => orderOf(campaign, credential, {}),
      sleep,
    });
  }

  /** `undefined` when the person gave up before anything was sent. */
  async stop(campaign: KnownCampaign, options: FlowOptions = {}): Promise<FlowResult | undefined> {
    const { board, credentials, afterStop } = this.#ports;
    const isGivenUp = (): boolean => options.signal?.aborted === true;
    const ofRow = this.row.take(campaign);
    const resolved =
      options.credential ?? ofRow?.found ?? (await resolveCredential(campaign.stream, credentials, this.#ports));
    if (resolved === undefined || isGivenUp()) {
      ofRow?.held.drop();
      this.sayNothingSent();
      return undefined;
    }
    const { credential, keep, setAtMs } = resolved;
    const { label, asking, expired } = await this.#describe(resolved, options);
    const asks = !expired && this.#asks(campaign, options);
    if (asks) ofRow?.held.drop();
    const operator = operatorName();
    const meanwhile = asks ? this.#getReady(campaign, credential, operator, options) : undefined;
    const confirmed = meanwhile === undefined || (await this.#confirm(campaign, asking, meanwhile.held));
    const read = meanwhile?.reading.take();
    if (!confirmed || isGivenUp()) {
      ofRow?.held.drop();
      this.sayNothingSent();
      return undefined;
    }
    if (!expired && options.trying === undefined && options.agreed !== true) this.noteAgreed(campaign);
    const target = withRead(withKnown(campaign, board), read);
    const order = orderOf(target, credential, beforeOf(target, read, this.#ports.now()), operator);
    const held = meanwhile?.held.take() ?? ofRow?.held;
    const { outcome, joined } = await this.#send(await this.#ports.online(), target, order, { ...options, held });
    board.noteOutcome(target, outcome);
    afterStop.begin({ campaign: target, outcome, credential: resolved });
    const checkingUntilMs = checkingUntil(outcome, target.stream);
    return {
      campaign: target,
      outcome,
      joined,
      signedWith: resolved,
      credential: {
        label,
        keep,
        ...(setAtMs === undefined ? {} : { setAtMs }),
        ...(resolved.onTrial === undefined || credentials.wasKept(credential) ? {} : { onTrial: true }),
      },
      ...(checkingUntilMs === undefined ? {} : { checkingUntilMs }),
    };
  }

  /** While the question is on the screen the state is read, and the stop made ready with the credential as it is. */
  #getReady(campaign: KnownCampaign, credential: Credential, operator: string, { signal }: FlowOptions): Meanwhile {
    const online = (): Promise<Online> => this.#ports.online();
    const { credentials } = this.#ports;
    const order = orderOf(campaign, credential, {}, operator);
    const held = holdMeanwhile(order, campaign.stream.practice === true, { online, credentials }, signal);
    return { reading: readMeanwhile(campaign, credential, online), held };
  }

  /** What its credential is called, and what the confirmation says of it. */
  async #describe(
    { credential, keep }: ResolvedCredential,
    { askedBy }: FlowOptions,
  ): Promise<{ readonly label: string; readonly asking: AskingFacts; readonly expired: boolean }> {
    const { reader } = this.#ports;
    const now = (): number => this.#ports.now();
    const token = credential.kind === 'token' ? await this.#ports.inspectToken(credential.token) : undefined;
    const runsOutAtMs = token?.kind === 'jwt' ? (token.expiresAtMs ?? Infinity) : Infinity;
    const label = credentialLabel(credential, token, reader);
    const asking = {
      ...(askedBy === undefined ? {} : { askedBy }),
      ...(keep === 'once' ? { typedForThisStop: label } : {}),
      ...(runsOutAtMs - now() < orderMs ? { runsOutAtMs } : {}),
    };
    // A token that has run out is refused by the order itself, before anything is sent: nothing to confirm.
    return { label, asking, expired: runsOutAtMs <= now() };
  }

  /** Asks as before a stop, where that is not agreed to already. */
  async agrees(campaign: KnownCampaign, options: FlowOptions = {}): Promise<boolean> {
    const agreed = !this.#asks(campaign, options) || (await this.#confirm(campaign, {}));
    if (agreed) this.noteAgreed(campaign);
    else this.sayNothingSent();
    return agreed;
  }

  /** That a stop was given up before anything left, for some seconds. */
  sayNothingSent(): void {
    this.forgetNothingSent();
    this.#nothingSent = this.#ports.outlet.status(this.#ports.reader.l10n.t('Nothing was sent.'), 5000);
  }

  /** It was about an earlier stop, and would stand beside the result of the next one. */
  forgetNothingSent(): void {
    this.#nothingSent?.dispose();
  }

  /** The person agreed to stop it, and stands by that for a while. */
  noteAgreed(campaign: KnownCampaign): void {
    this.#yesAtMs.set(campaignKey(campaign.stream, campaign.id), this.#ports.now());
  }

  wasAgreedLately(campaign: KnownCampaign): boolean {
    const saidYesAtMs = this.#yesAtMs.get(campaignKey(campaign.stream, campaign.id)) ?? -Infinity;
    return this.#ports.now() - saidYesAtMs < yesHoldsMs;
  }

  #asks(campaign: KnownCampaign, { alwaysConfirm, trying, agreed }: FlowOptions): boolean {
    if (trying !== undefined || agreed === true) return false;
    if (alwaysConfirm === true) return true;
    return asksFor(campaign) && !this.wasAgreedLately(campaign);
  }

  #confirm(campaign: KnownCampaign, asking: AskingFacts, held?: MeanwhileHeld): Promise<boolean> {
    const { reader } = this.#ports;
    const now = (): number => this.#ports.now();
    const text = confirmationText(campaign, asking, now(), reader);
    const production = isProduction(campaign.stream.tier);
    return askHolding(() => confirmStop(text, production, now, this.#ports), held);
  }

  /** Gives the order first: what is shown of it comes when its request is out. */
  async #send(
    online: Online,
    campaign: KnownCampaign,
    order: StopOrder,
    { held, trying, signal, onStep }: FlowOptions & { readonly held?: HeldStop | undefined },
  ): Promise<Required<Pick<FlowResult, 'outcome' | 'joined'>>> {
    const { board, reader } = this.#ports;
    const stop = campaign.stream.practice === true ? online.stopPracticeCampaign : online.stopSmsCampaign;
    const noteBegun = once(() => this.#noteBegun(campaign));
    const run = async (ending: AbortSignal, show: (step: StopStep) => void) => {
      let joined = false;
      const onProgress = (step: StopStep): void => {
        setImmediate(() => {
          noteBegun();
          if (step.kind === 'sending') board.noteSent(campaign, step.atMs);
        });
        if (step.kind === 'joined') joined = true;
        show(step);
        onStep?.(step);
      };
      const ready = held === undefined ? {} : { held };
      const outcome = await stop(order, { signal: ending, onProgress, ...ready });
      noteBegun();
      return { outcome, joined };
    };
    if (trying !== undefined) return run(trying, () => undefined);
    const title = (): string =>
      reader.l10n.t('Stopping {name} ({tier})', {
        name: quoted(campaignLabel(campaign)),
        tier: tierLabel(campaign.stream, reader),
      });
    return showingProgress({ title, text: (step) => stepText(step, this.#ports.now(), reader), signal }, run);
  }

  #noteBegun(campaign: KnownCampaign): void {
    this.forgetNothingSent();
    this.#ports.afterStop.end(campaign);
    this.#ports.board.noteStopping(campaign);
  }
}

/** With what was learnt of it since it was chosen. */
function withKnown(campaign: KnownCampaign, board: CampaignBoard): KnownCampaign {
  const known = board.find(campaign.stream, campaign.id);
  return {
    ...campaign,
    ...(known.listed === undefined ? {} : known),
    ...(known.activity === undefined ? {} : { activity: known.activity }),
  };
}

function asksFor(campaign: KnownCampaign): boolean {
  const { tier } = campaign.stream;
  switch (workspace.getConfiguration('kore').get('confirmStop')) {
    case 'never':
      return tier === undefined;
    case 'production':
      return isProduction(tier);
    default:
      return true;
  }
}
