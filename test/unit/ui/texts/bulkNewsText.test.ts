import assert from 'node:assert/strict';

import { bulkNewsText } from '../../../../src/ui/texts/bulkNewsText.ts';
import { assertNeutral, assertPlainWords, campaign, hostileTexts, reader } from '../support.ts';

type News = Parameters<typeof bulkNewsText>[0][number];

const stop = (name: string): News['stop'] => ({ campaign: { ...campaign, name } });
const cleared = (name: string, state = 'Stopped'): News => ({
  kind: 'cleared',
  state,
  severity: state === 'Stopped' ? 'info' : 'error',
  stop: stop(name),
});
const bad = (kind: Exclude<News['kind'], 'cleared'>, name: string): News => ({
  kind,
  severity: 'error',
  stop: stop(name),
});
const sentenceOf = (...news: readonly News[]): string => bulkNewsText(news, reader).sentence;

describe('The news of several campaigns that were stopped together', () => {
  it('is good only where all of it is', () => {
    assert.deepEqual(bulkNewsText([cleared('A'), cleared('B')], reader), {
      severity: 'info',
      sentence: 'Of the campaigns stopped together: Stopped by now, confirmed by Kore.ai: “A”, “B”.',
    });
    assert.equal(bulkNewsText([cleared('A'), cleared('B', 'Completed')], reader).severity, 'error');
    assert.equal(bulkNewsText([cleared('A'), bad('restarts', 'B')], reader).severity, 'error');
  });

  it('tells each kind by itself, the worst first', () => {
    assert.equal(
      sentenceOf(
        cleared('A'),
        cleared('B', 'Completed'),
        bad('restarts', 'C'),
        bad('goesOn', 'D'),
        bad('sendsAgain', 'E'),
      ),
      "Of the campaigns stopped together: SENDING AGAIN: “E”. NOT at rest, Kore's counter goes on: “D”. " +
        'Can start again by themselves: “C”. Too late, run to their end: “B”. ' +
        'Stopped by now, confirmed by Kore.ai: “A”.',
    );
  });

  it('names three at the most', () => {
    const news = ['A', 'B', 'C', 'D', 'E'].map((name) => cleared(name));
    assert.match(sentenceOf(...news), /: “A”, “B”, “C” and 2 more\.$/);
  });

  it('is plain text, whatever Kore brings, in words that a tired person knows', () => {
    for (const hostile of hostileTexts) assertNeutral(sentenceOf(cleared(hostile), bad('sendsAgain', hostile)), 500);
    assertPlainWords(sentenceOf(cleared('A'), bad('goesOn', 'B'), bad('sendsAgain', 'C'), bad('restarts', 'D')));
  });
});
