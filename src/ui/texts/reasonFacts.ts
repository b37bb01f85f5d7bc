import type { StopOutcome } from '../../stop/outcome.ts';
import type { Reader } from '../../texts/format.ts';
import { partOfSentence, plainText } from '../../texts/plainText.ts';
import type { Keep } from '../credentials/credentialStore.ts';

/** A credential that a call was signed with, as it may be told. */
export interface UsedCredential {
  /** `client id …9c1e`. */
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly setAtMs?: number;
  readonly keep: Keep;
  /** It was typed to take another one's place, and has not. */
  readonly onTrial?: boolean;
  /** As `labelWithTime` tells it: the one whose place it shall take. */
  readonly stays?: string;
}

/** What a reason is told with. */
export interface ReasonContext {
  readonly streamName: string;
  readonly host: string;
  readonly campaignId?: string;
  readonly credential?: UsedCredential;
  readonly reader: Reader;
}

export type ReasonFacts = Pick<
  StopOutcome,
  'httpStatus' | 'details' | 'state' | 'stateReadAt' | 'startedAt' | 'requests'
> &
  Partial<Pick<StopOutcome, 'finishedAt'>>;

/** What happened, and what to do next. */
export interface ReasonText {
  readonly cause: string;
  readonly advice: string;
}

/** A fact as text made safe to show; empty when it is missing. */
export function detail(facts: ReasonFacts, key: string): string {
  const value = facts.details?.[key];
  return value === undefined ? '' : plainText(String(value), 200);
}

/** Kore's own words, to be quoted in a sentence of ours; empty where there are none. */
export function koreWords(facts: Pick<ReasonFacts, 'details'>): string {
  const value = facts.details?.koreMessage;
  return value === undefined ? '' : partOfSentence(String(value));
}

export function milliseconds(facts: ReasonFacts, key: string): number | undefined {
  const value = facts.details?.[key];
  return typeof value === 'number' ? value : undefined;
}
