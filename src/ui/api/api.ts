import type { KoreEndedStop, KoreOutcome, KoreStatus, KoreStream } from '../../../kore-campaigns.d.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CallerDesk } from '../callers/callerDesk.ts';
import type { CallLimit } from '../callers/callLimit.ts';
import type { OneAtATime } from '../callers/oneAtATime.ts';
import { readTarget } from '../callers/readTarget.ts';
import { ApiError } from './apiError.ts';
import { endedStopCopy, outcomeCopy, statusCopy, streamCopy } from './copies.ts';

export interface ApiPorts extends CallerDesk {
  readonly limit: CallLimit;
  readonly asking: OneAtATime;
}

/** What other extensions call, once they do. They are not trusted: nothing they give is taken as it is. */
export class Api {
  readonly #ports: ApiPorts;

  constructor(ports: ApiPorts) {
    this.#ports = ports;
  }

  listStreams(): readonly KoreStream[] {
    return Object.freeze(this.#ports.board.streams().map(streamCopy));
  }

  async readStatus(target: unknown): Promise<KoreStatus> {
    const ports = this.#ports;
    const campaign = this.#campaignOf(target);
    await this.#needCredential(campaign);
    const seconds = ports.limit.take();
    if (seconds > 0) {
      throw new ApiError('tooOften', ports.reader.l10n.t('Asked too often: again in {seconds} s.', { seconds }));
    }
    return statusCopy(campaign, await ports.readState(campaign), ports);
  }

  async stopCampaign(target: unknown): Promise<KoreOutcome | undefined> {
    const ports = this.#ports;
    const campaign = this.#campaignOf(target);
    const asked = await ports.asking.run(async (free) => {
      await this.#needCredential(campaign);
      return ports.stop(campaign, { alwaysConfirm: true, askedBy: 'extension', onStep: free });
    });
    if (asked === undefined) {
      throw new ApiError('busy', ports.reader.l10n.t('Another question is open. Nothing was sent.'));
    }
    return asked.value === undefined ? undefined : outcomeCopy(asked.value, ports);
  }

  /** Tells of each stop that ends from now on. Those that an earlier window left ended before. */
  follow(tell: (ended: KoreEndedStop) => void): { dispose(): unknown } {
    const { board } = this.#ports;
    const sinceMs = this.#ports.now();
    const told = new WeakSet<object>();
    return board.onDidChange(({ kind }) => {
      if (kind !== 'campaign') return;
      for (const campaign of board.activities()) {
        if (campaign.activity?.kind !== 'ended') continue;
        const { outcome } = campaign.activity;
        if (told.has(outcome) || Date.parse(outcome.finishedAt) < sinceMs) continue;
        told.add(outcome);
        tell(endedStopCopy({ campaign, outcome }, this.#ports));
      }
    });
  }

  #campaignOf(target: unknown): KnownCampaign {
    const read = readTarget(target, this.#ports);
    if (!read.ok) throw new ApiError('badArgument', read.sentence, read.field);
    return read.campaign;
  }

  /** Another program never leads to the box for a secret; the person can go there. */
  async #needCredential({ stream }: KnownCampaign): Promise<void> {
    if (await this.#ports.hasCredential(stream)) return;
    const { l10n } = this.#ports.reader;
    throw new ApiError(
      'noCredential',
      l10n.t('The stream has no credential here, or it cannot be read. Nothing was sent.'),
    );
  }
}
