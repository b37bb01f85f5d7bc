import type { KnownCampaign, KnownStream } from '../../../../src/texts/knownCampaign.ts';
import type { CallerDesk } from '../../../../src/ui/callers/callerDesk.ts';
import type { FlowOptions, FlowResult } from '../../../../src/ui/stopping/stopFlow.ts';
import { checkCampaignId } from '../../../../src/streams/fields.ts';
import { describeProblem } from '../../../../src/streams/problemText.ts';
import { campaign, nowMs, reader, stream } from '../support.ts';

export const development: KnownStream = { ...stream, name: 'Acme Dev', tier: 'development', streamId: 'st-dev' };

/** What the window would do, with a stop and a reading of the test's own. */
export function deskOf(given: Partial<CallerDesk> & { readonly streams?: readonly KnownStream[] } = {}): CallerDesk {
  const { streams = [stream, development], ...more } = given;
  const board = {
    streams: () => streams,
    find: (of: KnownStream, id: string): KnownCampaign => ({ ...campaign, stream: of, id }),
    activities: () => [],
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return {
    board: board as unknown as CallerDesk['board'],
    reader,
    log: { info: () => undefined, warn: () => undefined },
    now: () => nowMs,
    hasCredential: () => Promise.resolve(true),
    readState: () => Promise.reject(new Error('not here')),
    stop: () => Promise.reject(new Error('not here')),
    sentence: ({ outcome }) => `It ended as ${outcome.verdict}.`,
    notReadSentence: () => 'It could not be read.',
    stepText: ({ kind }) => `Step ${kind}`,
    checkCampaignId: (value) => {
      const checked = checkCampaignId(value);
      return checked.ok ? checked : { ok: false, sentence: describeProblem(checked.problem, reader.l10n) };
    },
    clean: (text) => text.replaceAll('s3cret', '…'),
    ...more,
  };
}

/** A stop that ends like this; what it was asked for is kept. */
export function stopping(
  end: Partial<FlowResult['outcome']> | undefined,
  asked: { campaign: KnownCampaign; options: FlowOptions }[] = [],
): CallerDesk['stop'] {
  return (of, options) => {
    asked.push({ campaign: of, options });
    if (end === undefined) return Promise.resolve(undefined);
    const at = new Date(nowMs).toISOString();
    const outcome = { verdict: 'unknown', message: '', requests: 1, startedAt: at, finishedAt: at, ...end } as const;
    return Promise.resolve({ campaign: of, outcome });
  };
}
