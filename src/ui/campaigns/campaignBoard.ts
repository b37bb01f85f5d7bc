import { EventEmitter, type Disposable } from 'vscode';

import type { Listing, Online } from '../../online.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome, StopReason } from '../../stop/outcome.ts';
import type { Credential } from '../../streams/stream.ts';
import { streamKey, type SettingProblem } from '../../streams/streamSettings.ts';
import { toError } from '../toError.ts';
import { campaignKey, rank, type Activity, type KnownCampaign, type KnownStream } from './knownCampaign.ts';
import { sendsAgain } from './standing.ts';

export type Listed = Extract<Listing, { kind: 'listed' }>;
export interface ListFailure {
  readonly kind: 'failed';
  readonly reason: StopReason;
  readonly httpStatus?: number;
  readonly details: NonNullable<StopOutcome['details']>;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** What is known of a stream's list. `last` is what was read before. */
export type ListState =
  | { readonly kind: 'never' }
  | { readonly kind: 'reading'; readonly last?: Listed }
  | { readonly kind: 'listed'; readonly last: Listed }
  | { readonly kind: 'failed'; readonly failure: ListFailure; readonly last?: Listed };

/** What the board takes from outside. */
export interface BoardPorts {
  streams(): readonly KnownStream[];
  settingProblems(): readonly SettingProblem[];
  credentialOf(
    stream: KnownStream,
  ): Promise<
    | { readonly kind: 'found'; readonly credential: Credential }
    | { readonly kind: 'none' }
    | { readonly kind: 'failed'; readonly words: string }
  >;
  online(): Promise<Online>;
  now(): number;
}

/** A campaign with a safety timer. */
export interface TimedCampaign {
  readonly campaign: KnownCampaign;
  /** Milliseconds since 1970. */
  readonly dueAtMs: number;
}

/** What was acted upon in this window stays in sight, then what sends. */
function place(campaign: KnownCampaign, nowMs: number): number {
  return campaign.activity === undefined ? rank(campaign, nowMs) : -1;
}

/** All that this window knows of streams and campaigns: the tree and the picker show it. */
export class CampaignBoard implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #learnt = new EventEmitter<{ readonly outcome: StopOutcome; readonly fact: LaterFact }>();
  readonly #lists = new Map<string, ListState>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #activities = new Map<string, { readonly campaign: KnownCampaign; readonly activity: Activity }>();
  readonly #timers = new Map<string, TimedCampaign>();
  readonly #ports: BoardPorts;

  readonly onDidChange = this.#changed.event;
  /** Something was learnt of a stop after its outcome, in this window. */
  readonly onDidLearn = this.#learnt.event;

  constructor(ports: BoardPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#learnt.dispose();
  }

  /** Streams were added, changed or removed. */
  streamsChanged(): void {
    this.#changed.fire();
  }

  /**
   * Lists that failed are read again: the credential may be the one that was missing. One that is being read may be
   * signed with what there was before, so its failure does not count.
   */
  credentialsChanged(): void {
    for (const stream of this.streams()) {
      const again = (): void => {
        if (this.listState(stream).kind === 'failed') void this.refresh(stream);
      };
      const running = this.#running.get(streamKey(stream));
      if (running === undefined) again();
      else void running.then(again);
    }
  }

  streams(): readonly KnownStream[] {
    return this.#ports.streams();
  }

  settingProblems(): readonly SettingProblem[] {
    return this.#ports.settingProblems();
  }

  listState(stream: KnownStream): ListState {
    return this.#lists.get(streamKey(stream)) ?? { kind: 'never' };
  }

  /** Configured, listed, acted upon and timed, each campaign once, in the order to show. */
  campaigns(stream: KnownStream): readonly KnownCampaign[] {
    const state = this.listState(stream);
    const last = state.kind === 'never' ? undefined : state.last;
    const found = new Map<string, KnownCampaign>();
    for (const { campaign } of [...this.#timers.values(), ...this.#activities.values()]) {
      if (streamKey(campaign.stream) === streamKey(stream)) found.set(campaign.id, { ...campaign, stream });
    }
    for (const listed of last?.campaigns ?? []) {
      const name = listed.name === '' ? {} : { name: listed.name };
      found.set(listed.id, {
        stream,
        id: listed.id,
        ...name,
        configured: false,
        listed,
        readAtMs: last?.readAtMs ?? 0,
      });
    }
    for (const { id, name } of stream.campaigns) {
      const known = found.get(id) ?? { stream, id };
      found.set(id, { ...known, ...(name === undefined ? {} : { name }), configured: true });
    }
    const now = this.#ports.now();
    return [...found.values()]
      .map((campaign) => this.#asItStands(campaign))
      .sort((one, other) => place(one, now) - place(other, now));
  }

  /** The campaign as it is known now, or as a bare id. */
  find(stream: KnownStream, campaignId: string): KnownCampaign {
    const known = this.campaigns(stream).find((one) => one.id === campaignId);
    return known ?? this.#asItStands({ stream, id: campaignId, configured: false });
  }

  noteStopping(campaign: KnownCampaign): void {
    this.#note(campaign, { kind: 'stopping', sinceMs: this.#ports.now() });
  }

  /** `later` is what an earlier window learnt of the same stop. */
  noteOutcome(campaign: KnownCampaign, outcome: StopOutcome, later: readonly LaterFact[] = []): void {
    this.#note(campaign, { kind: 'ended', outcome, ...(later.length === 0 ? {} : { later }) });
  }

  /** Adds what was learnt after an outcome, as long as that is still how the campaign's last stop ended. */
  noteLater(campaign: KnownCampaign, outcome: StopOutcome, fact: LaterFact): void {
    const noted = this.#endedWith(campaign, outcome);
    if (noted !== undefined)
      this.#note(noted.campaign, { ...noted.activity, later: [...(noted.activity.later ?? []), fact] });
    this.#learnt.fire({ outcome, fact });
  }

  /** Until when the state is read again by itself; undefined when that is over. */
  noteChecking(campaign: KnownCampaign, outcome: StopOutcome, untilMs: number | undefined): void {
    const noted = this.#endedWith(campaign, outcome);
    if (noted === undefined) return;
    const { kind, later } = noted.activity;
    this.#note(noted.campaign, {
      kind,
      outcome,
      ...(later === undefined ? {} : { later }),
      ...(untilMs === undefined ? {} : { checkingUntilMs: untilMs }),
    });
  }

  /** The safety timers that wait, in place of those noted before. */
  noteTimers(timers: readonly TimedCampaign[]): void {
    this.#timers.clear();
    for (const timed of timers) this.#timers.set(campaignKey(timed.campaign.stream, timed.campaign.id), timed);
    this.#changed.fire();
  }

  /** What this window stopped or is stopping, oldest first. */
  activities(): readonly KnownCampaign[] {
    return [...this.#activities.values()].map(({ campaign, activity }) => ({ ...campaign, activity }));
  }

  /** Reads the stream's list anew; a second call while one runs waits for that one. */
  refresh(stream: KnownStream): Promise<void> {
    const key = streamKey(stream);
    const running = this.#running.get(key) ?? this.#read(stream).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #read(stream: KnownStream): Promise<void> {
    const key = streamKey(stream);
    const before = this.listState(stream);
    const last = before.kind === 'never' || before.last === undefined ? {} : { last: before.last };
    this.#setList(key, { kind: 'reading', ...last });
    const beganAtMs = this.#ports.now();
    const listing = await this.#list(stream);
    if (listing.kind === 'listed') {
      this.#setList(key, { kind: 'listed', last: listing });
      this.#noteListed(key, listing, beganAtMs);
    } else this.#setList(key, { kind: 'failed', failure: { ...listing, atMs: this.#ports.now() }, ...last });
  }

  /** A list can tell that a campaign which was stopped sends again. */
  #noteListed(key: string, { campaigns, readAtMs }: Listed, beganAtMs: number): void {
    for (const { campaign, activity } of [...this.#activities.values()]) {
      if (activity.kind !== 'ended' || streamKey(campaign.stream) !== key) continue;
      const row = campaigns.find(({ id }) => id === campaign.id);
      const fact = row === undefined ? undefined : sendsAgain(activity, row, { beganAtMs, readAtMs });
      if (fact !== undefined) this.noteLater(campaign, activity.outcome, fact);
    }
  }

  async #list(stream: KnownStream): Promise<Listed | Omit<ListFailure, 'atMs'>> {
    const found = await this.#ports.credentialOf(stream);
    if (found.kind === 'failed') return { kind: 'failed', reason: 'secretStore', details: { words: found.words } };
    try {
      const online = await this.#ports.online();
      return await online.listSendingOrAboutTo(stream, found.kind === 'found' ? found.credential : undefined);
    } catch (error: unknown) {
      return { kind: 'failed', reason: 'badReply', details: { koreMessage: toError(error).message } };
    }
  }

  #setList(key: string, state: ListState): void {
    this.#lists.set(key, state);
    this.#changed.fire();
  }

  #note(campaign: KnownCampaign, activity: Activity): void {
    this.#activities.set(campaignKey(campaign.stream, campaign.id), { campaign, activity });
    this.#changed.fire();
  }

  #endedWith(
    campaign: KnownCampaign,
    outcome: StopOutcome,
  ): { campaign: KnownCampaign; activity: Extract<Activity, { kind: 'ended' }> } | undefined {
    const noted = this.#activities.get(campaignKey(campaign.stream, campaign.id));
    if (noted?.activity.kind !== 'ended' || noted.activity.outcome !== outcome) return undefined;
    return { campaign: noted.campaign, activity: noted.activity };
  }

  /** With what is done to it, and what will be. A campaign that was noted earlier can bring a timer that is over. */
  #asItStands(campaign: KnownCampaign): KnownCampaign {
    const key = campaignKey(campaign.stream, campaign.id);
    const activity = this.#activities.get(key)?.activity;
    const { stopsAtMs, ...known } = { ...campaign, stopsAtMs: this.#timers.get(key)?.dueAtMs };
    return {
      ...known,
      ...(activity === undefined ? {} : { activity }),
      ...(stopsAtMs === undefined ? {} : { stopsAtMs }),
    };
  }
}
