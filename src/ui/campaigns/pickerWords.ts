import type { Reader } from '../../texts/format.ts';
import { knownState, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { ageChangesAtMs } from '../campaignTree/rowAge.ts';
import { checkedDescription, pickerDetail } from '../texts/pickerText.ts';
import { campaignRow } from '../texts/rowText.ts';
import type { CheckFailure } from './checkRow.ts';
import type { PickerRow } from './pickerRows.ts';

/** What a campaign's line in the picker says. */
export interface PickerWords {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

type Check = 'asking' | CheckFailure | undefined;

interface Made {
  readonly campaign: KnownCampaign;
  readonly check: Check;
  readonly madeAtMs: number;
  readonly holdUntilMs: number;
  readonly words: PickerWords;
}

/** A day ends, too, and takes the clock times of today along. */
const mostMs = 60_000;

/** The words of the lines, kept while somebody types: those of 10,000 campaigns take half a second. */
export class RowWords {
  readonly #made = new Map<string, Made>();

  /** The same words until the campaign, its check or its age is another. */
  of({ key, campaign }: PickerRow, check: Check, nowMs: number, reader: Reader): PickerWords {
    const made = this.#made.get(key);
    const holds = made !== undefined && nowMs >= made.madeAtMs && nowMs < made.holdUntilMs;
    if (holds && made.campaign === campaign && made.check === check) return made.words;
    const { label, description } = campaignRow(campaign, nowMs, reader);
    const words = {
      label,
      description: checkedDescription(check, description, reader),
      detail: pickerDetail(campaign, nowMs, reader),
    };
    const known = knownState(campaign);
    const changesAtMs = known === undefined ? Infinity : ageChangesAtMs(known.readAtMs, nowMs);
    this.#made.set(key, {
      campaign,
      check,
      madeAtMs: nowMs,
      holdUntilMs: Math.min(changesAtMs, nowMs + mostMs),
      words,
    });
    return words;
  }
}
