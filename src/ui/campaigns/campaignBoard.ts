import type { Disposable } from 'vscode';

import type { WhichList } from '../../online.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import { streamKey } from '../../streams/streamKey.ts';
import type { SettingProblem } from '../../streams/streamSettings.ts';
import { campaignKey, type Activity, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';
import { Emitter } from '../emitter.ts';
import { likelyStreams } from './likelyStreams.ts';
import { ListReader, type ReaderPorts } from './listReader.ts';
import { sendsAgain } from './standing.ts';
import { holds, oneCampaign, streamCampaigns, type CampaignSources, type StreamCampaigns } from './streamCampaigns.ts';
import { StreamMemory, type Listed, type ListState, type Noted } from './streamMemory.ts';

export type { PagedList } from './pagedList.ts';
export type { ListFailure, ListState } from './streamMemory.ts';

/** What is not as it was before. */
export type BoardChange =
  /** Streams were added, changed, removed or pinned, or other lists are shown. */
  | { readonly kind: 'streams' }
  /** A list of this stream was read, or could not be. */
  | { readonly kind: 'list'; readonly streamKey: string }
  /** A stop of this campaign began, ended, or something was learnt of it; or its safety timer is another. */
  | { readonly kind: 'campaign'; readonly streamKey: string; readonly campaignId: string };

/** What the board takes from outside. */
export interface BoardPorts extends ReaderPorts {
  streams(): readonly KnownStream[];
  settingProblems(): readonly SettingProblem[];
  /** The person wants to see this stream first. */
  isPinned?(stream: KnownStream): boolean;
}

/** A campaign with a safety timer. */
export interface TimedCampaign {
  readonly campaign: KnownCampaign;
  /** Milliseconds since 1970. */
  readonly dueAtMs: number;
}

/** All that this window knows of streams and campaigns: the tree and the picker show it. */
export class CampaignBoard implements Disposable {
  readonly #changed = new Emitter<BoardChange>();
  readonly #learnt = new Emitter<{ readonly outcome: StopOutcome; readonly fact: LaterFact }>();
  readonly #memories = new Map<string, StreamMemory>();
  /** In the order in which they were noted first. */
  readonly #notedKeys = new Map<string, { readonly streamKey: string; readonly id: string }>();
  readonly #timers = new Map<string, TimedCampaign>();
  readonly #keys = new WeakMap<KnownStream, string>();
  readonly #made = new WeakMap<KnownStream, { readonly version: number; readonly campaigns: StreamCampaigns }>();
  readonly #ports: BoardPorts;
  readonly #reader: ListReader;
  #shown: WhichList = 'sending';

  readonly onDidChange = this.#changed.event;
  /** Something was learnt of a stop after its outcome, in this window. */
  readonly onDidLearn = this.#learnt.event;

  constructor(ports: BoardPorts) {
    this.#ports = ports;
    this.#reader = new ListReader(ports, {
      memory: (stream) => this.#memory(stream),
      shown: () => this.#shown,
      changed: (stream) => this.#changed.fire({ kind: 'list', streamKey: this.#keyOf(stream) }),
      listed: (stream, listed, beganAtMs) => this.#noteListed(this.#memory(stream), listed, beganAtMs),
    });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#learnt.dispose();
  }

  /** Streams were added, changed, removed or pinned. */
  streamsChanged(): void {
    this.#changed.fire({ kind: 'streams' });
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
      const running = [...this.#memory(stream).reads.values()];
      if (running.length === 0) again();
      else void Promise.all(running).then(again);
    }
  }

  /** As they stand in the settings, practice last. */
  streams(): readonly KnownStream[] {
    return this.#ports.streams();
  }

  settingProblems(): readonly SettingProblem[] {
    return this.#ports.settingProblems();
  }

  isPinned(stream: KnownStream): boolean {
    return this.#ports.isPinned?.(stream) ?? false;
  }

  /** The streams in the order in which to look for what sends; practice last. */
  likeliestFirst(): readonly KnownStream[] {
    const facts = this.streams().map((stream) => ({
      stream,
      campaigns: this.campaigns(stream),
      pinned: this.isPinned(stream),
    }));
    return likelyStreams(facts, this.#ports.now());
  }

  /** What is known of the list of what sends or is about to; of all its campaigns only where that is asked for. */
  listState(stream: KnownStream, which: WhichList = 'sending'): ListState {
    return this.#memory(stream).lists[which];
  }

  isReading(stream: KnownStream): boolean {
    return this.#memory(stream).reads.size > 0;
  }

  /** At least until then what is read waits, so that stops have room; milliseconds since 1970. */
  heldUntilMs(stream: KnownStream): number | undefined {
    return this.#memory(stream).heldUntilMs;
  }

  /** When the stream's list was last asked for, whatever came of it; milliseconds since 1970. */
  askedAtMs(stream: KnownStream): number | undefined {
    return this.#memory(stream).askedAtMs;
  }

  /** Whether only what sends or is about to is shown, or all that Kore has. */
  shown(): WhichList {
    return this.#shown;
  }

  /** Changes it for all streams; what was read of all is forgotten where only what sends is shown. */
  show(which: WhichList): void {
    if (this.#shown === which) return;
    this.#shown = which;
    for (const memory of this.#memories.values()) {
      memory.lists.all = { kind: 'never' };
      memory.version += 1;
    }
    this.#changed.fire({ kind: 'streams' });
  }

  /** Configured, listed, acted upon and timed, each campaign once, in the order to show. The same list until something changes. */
  campaigns(stream: KnownStream): readonly KnownCampaign[] {
    return this.#campaignsOf(stream).shown;
  }

  /** How many of them send now, by a reading that is fresh. */
  sendingCount(stream: KnownStream): number {
    return this.#campaignsOf(stream).sending;
  }

  /** When time alone makes `campaigns` another list, because a reading is old then; milliseconds since 1970. */
  holdsUntilMs(stream: KnownStream): number {
    return this.#campaignsOf(stream).holdsUntilMs;
  }

  /** The campaign as it is known now, or as a bare id. */
  find(stream: KnownStream, campaignId: string): KnownCampaign {
    return oneCampaign(campaignId, this.#sourcesOf(stream), this.#made.get(stream)?.campaigns);
  }

  noteStopping(campaign: KnownCampaign): void {
    this.#note(campaign, { kind: 'stopping', sinceMs: this.#ports.now() });
  }

  /** Its request has left, at that time; milliseconds since 1970. */
  noteSent(campaign: KnownCampaign, atMs: number): void {
    const noted = this.#noted(campaign);
    if (noted?.activity.kind !== 'stopping' || noted.activity.sentAtMs !== undefined) return;
    this.#note(noted.campaign, { ...noted.activity, sentAtMs: atMs });
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
    const before = new Map(this.#timers);
    this.#timers.clear();
    for (const timed of timers) this.#timers.set(campaignKey(timed.campaign.stream, timed.campaign.id), timed);
    const changed = [...before, ...this.#timers].filter(
      ([key]) => before.get(key)?.dueAtMs !== this.#timers.get(key)?.dueAtMs,
    );
    for (const [key, { campaign }] of new Map(changed)) {
      const memory = this.#memory(campaign.stream);
      const timed = this.#timers.get(key);
      if (timed === undefined) memory.timed.delete(campaign.id);
      else memory.timed.set(campaign.id, timed);
      this.#campaignChanged(campaign);
    }
  }

  /** What this window stopped or is stopping, oldest first. */
  activities(): readonly KnownCampaign[] {
    return [...this.#notedKeys.values()].flatMap(({ streamKey: key, id }) => {
      const noted = this.#memories.get(key)?.noted.get(id);
      return noted === undefined ? [] : [{ ...noted.campaign, activity: noted.activity }];
    });
  }

  /**
   * Reads the stream's list anew, as far as it is shown, five pages at the most: what a person asked for. What is being
   * read already is not read twice.
   */
  refresh(
    stream: KnownStream,
    lists: readonly WhichList[] = this.#shown === 'all' ? ['sending', 'all'] : ['sending'],
  ): Promise<void> {
    return this.#reader.refresh(stream, lists);
  }

  /** Reads the newest 50 that send or are about to: what nobody asked for. */
  async refreshFirstPage(stream: KnownStream): Promise<void> {
    await this.#reader.read(stream, 'sending', 0);
  }

  /** Reads the next 50 of the list that is shown. */
  async showMore(stream: KnownStream): Promise<void> {
    await this.#reader.read(stream, this.#shown, this.#memory(stream).last(this.#shown)?.pages.length ?? 0);
  }

  /** A list can tell that a campaign which was stopped sends again. */
  #noteListed({ noted }: StreamMemory, { campaigns, readAtMs }: Listed, beganAtMs: number): void {
    if (noted.size === 0) return;
    for (const row of campaigns) {
      const { campaign, activity } = noted.get(row.id) ?? {};
      if (campaign === undefined || activity?.kind !== 'ended') continue;
      const fact = sendsAgain(activity, row, { beganAtMs, readAtMs });
      if (fact !== undefined) this.noteLater(campaign, activity.outcome, fact);
    }
  }

  #note(campaign: KnownCampaign, activity: Activity): void {
    const key = this.#keyOf(campaign.stream);
    this.#memory(campaign.stream).noted.set(campaign.id, { campaign, activity });
    this.#notedKeys.set(`${key} ${campaign.id}`, { streamKey: key, id: campaign.id });
    this.#campaignChanged(campaign);
  }

  #campaignChanged({ stream, id }: KnownCampaign): void {
    this.#memory(stream).version += 1;
    this.#changed.fire({ kind: 'campaign', streamKey: this.#keyOf(stream), campaignId: id });
  }

  #noted({ stream, id }: KnownCampaign): Noted | undefined {
    return this.#memory(stream).noted.get(id);
  }

  #endedWith(
    campaign: KnownCampaign,
    outcome: StopOutcome,
  ): { campaign: KnownCampaign; activity: Extract<Activity, { kind: 'ended' }> } | undefined {
    const noted = this.#noted(campaign);
    if (noted?.activity.kind !== 'ended' || noted.activity.outcome !== outcome) return undefined;
    return { campaign: noted.campaign, activity: noted.activity };
  }

  #campaignsOf(stream: KnownStream): StreamCampaigns {
    const memory = this.#memory(stream);
    const nowMs = this.#ports.now();
    const made = this.#made.get(stream);
    if (made?.version === memory.version && holds(made.campaigns, nowMs)) return made.campaigns;
    const campaigns = streamCampaigns(this.#sourcesOf(stream), nowMs, made?.campaigns);
    this.#made.set(stream, { version: memory.version, campaigns });
    return campaigns;
  }

  #sourcesOf(stream: KnownStream): CampaignSources {
    const memory = this.#memory(stream);
    const { paces, noted, timed } = memory;
    return { stream, rows: memory.rows(), paces, noted, timed };
  }

  #memory(stream: KnownStream): StreamMemory {
    const key = this.#keyOf(stream);
    const memory = this.#memories.get(key) ?? new StreamMemory();
    this.#memories.set(key, memory);
    return memory;
  }

  #keyOf(stream: KnownStream): string {
    const key = this.#keys.get(stream) ?? streamKey(stream);
    this.#keys.set(stream, key);
    return key;
  }
}
