import type { KnownStream } from '../../texts/knownCampaign.ts';

export interface TaskRules {
  /** `kore.tasks.stopDevelopmentWithoutAsking`. */
  readonly allowed: boolean;
  /** The workspace is trusted: the task can be of its making. */
  readonly isTrusted: boolean;
}

/** Whether a task stops without a question: in development only, and only where the person has said so. */
export function mayLeaveOut({ tier }: Pick<KnownStream, 'tier'>, { allowed, isTrusted }: TaskRules): boolean {
  return tier === 'development' && allowed && isTrusted;
}
