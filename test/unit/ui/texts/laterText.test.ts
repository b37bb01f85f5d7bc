import assert from 'node:assert/strict';

import { clearedText, grownText, restartsText, sendingAgainText } from '../../../../src/ui/texts/laterText.ts';
import { assertNeutral, assertPlainWords, at, campaign, hostileTexts, practiceStream, reader } from '../support.ts';

const read = (state: string) => ({ kind: 'read', at: at(10_000), state }) as const;
const growth = { since: at(20_000), from: 41_690, at: at(10_000), to: 41_702 };

describe('What is told after the answer of a stop', () => {
  it('is good news, told quietly, when a stop that was not confirmed turns out to be one', () => {
    assert.deepEqual(clearedText(campaign, read('Stopped'), reader), {
      severity: 'info',
      sentence: 'Stopped: “Black Friday blast” (PRODUCTION). Kore.ai says Stopped (03:11:50), read after the answer.',
    });
  });

  it('is bad news when it turns out to have run to its end', () => {
    const { severity, sentence } = clearedText(campaign, read('Completed'), reader);
    assert.equal(severity, 'error');
    assert.match(sentence, /^Too late: “Black Friday blast” \(PRODUCTION\) has run to its end .*Completed.*03:11:50/);
  });

  it('tells both counts with their times when the counter goes on, and that it can lag', () => {
    const sentence = grownText(campaign, growth, reader);
    assert.match(sentence, /^Still counting: “Black Friday blast”/);
    assert.match(sentence, /41,690 sent at 03:11:40 and 41,702 at 03:11:50/);
    assert.match(sentence, /carrier/);
  });

  it('tells a campaign that sends again in its first words, with both of Kore’s states', () => {
    assert.equal(
      sendingAgainText(campaign, at(60_000), read('Active'), reader),
      'SENDING AGAIN: “Black Friday blast” (PRODUCTION). Kore.ai says Active at 03:11:50; it had said Stopped at 03:11:00.',
    );
  });

  it('tells a stop that the schedule can undo as one for now', () => {
    assert.match(
      restartsText(campaign, at(60_000), reader),
      /^Stopped for now: “Black Friday blast” \(PRODUCTION\)\. Kore\.ai says Stopped \(03:11:00\); .* start again by itself\.$/,
    );
  });

  it('is plain text in plain words, whatever Kore says', () => {
    for (const text of [...hostileTexts, 'Active']) {
      for (const stream of [campaign.stream, practiceStream]) {
        const one = { ...campaign, stream, name: text };
        for (const sentence of [
          clearedText(one, read('Stopped'), reader).sentence,
          clearedText(one, read('Completed'), reader).sentence,
          grownText(one, growth, reader),
          sendingAgainText(one, at(0), read(text), reader),
          restartsText(one, at(0), reader),
        ]) {
          assertNeutral(sentence, 700);
          if (text === 'Active') assertPlainWords(sentence);
        }
      }
    }
  });
});
