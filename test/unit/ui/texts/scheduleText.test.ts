import assert from 'node:assert/strict';

import type { ScheduleOutcome } from '../../../../src/stop/afterwards/index.ts';
import { scheduleQuestion, scheduleResult } from '../../../../src/ui/texts/scheduleText.ts';
import { assertNeutral, assertPlainWords, at, campaign, everyDetail, hostileTexts, nowMs, reader } from '../support.ts';

const look = {
  kind: 'looked',
  campaignId: campaign.id,
  name: 'Black Friday blast',
  namesakes: [],
  sawAll: true,
  lookedAtMs: nowMs,
} as const;
const namesake = (id: string, type: 'sms' | 'voice' = 'sms') => ({ id, type, name: 'x', state: 'Ready' }) as const;
const whyNot = { reason: 'forbidden', httpStatus: 403, details: {} } as const;

const endings: readonly ScheduleOutcome[] = [
  { kind: 'off', at: at(0), confirmedBy: 'status' },
  { kind: 'off', at: at(0), confirmedBy: 'reply' },
  { kind: 'stillOn', at: at(0) },
  { kind: 'otherCampaign', id: 'cd-other-12345' },
  { kind: 'notUnique', name: 'x', namesakes: [namesake('cd-1')] },
  { kind: 'noName' },
  { kind: 'notSent', ...whyNot },
  { kind: 'notSent', reason: 'noAnswer', details: {} },
  { kind: 'refused', ...whyNot },
  { kind: 'refused', reason: 'refused', httpStatus: 400, details: { koreMessage: 'no' } },
  { kind: 'unknown' },
];

describe('The question before a schedule is turned off', () => {
  it('names campaign, stream and host, and says that Kore finds it by name and that the stop is not affected', () => {
    const { message, detail, yes } = scheduleQuestion(campaign, look, reader);
    assert.equal(message, 'Turn off the schedule of “Black Friday blast”?');
    assert.equal(yes, 'Turn Off Schedule');
    assert.match(detail, /^Stream: Acme Retail \(PRODUCTION\), platform\.kore\.ai\n/);
    assert.match(detail, /finds it by name only\. The stop is not affected\./);
    assert.match(detail, /No other campaign of this stream has the name\./);
  });

  it('says when not all campaigns were seen', () => {
    const { detail } = scheduleQuestion(campaign, { ...look, sawAll: false }, reader);
    assert.match(detail, /more campaigns than could be looked at/);
    assert.doesNotMatch(detail, /No other campaign/);
  });

  it('asks about the name that Kore has, not about the one in the settings', () => {
    const { message } = scheduleQuestion({ ...campaign, name: 'Mine' }, { ...look, name: 'As Kore has it' }, reader);
    assert.match(message, /“As Kore has it”/);
  });
});

describe('How turning off a schedule ended', () => {
  const told = (outcome: ScheduleOutcome) => scheduleResult(campaign, outcome, reader);

  it('is good news only when a reading says so', () => {
    assert.deepEqual(told({ kind: 'off', at: at(0), confirmedBy: 'status' }), {
      severity: 'info',
      sentence: 'Schedule off: “Black Friday blast” (Kore.ai, 03:12:00).',
    });
    for (const outcome of endings.slice(1)) assert.equal(told(outcome).severity, 'error', outcome.kind);
    assert.match(told({ kind: 'off', at: at(0), confirmedBy: 'reply' }).sentence, /Not double-checked/);
  });

  it('is not off in the first words of whatever left it on, and the campaign stays stopped', () => {
    for (const outcome of endings) {
      const { sentence } = told(outcome);
      const isOn = ['stillOn', 'notUnique', 'noName', 'notSent', 'refused'].includes(outcome.kind);
      assert.equal(sentence.startsWith('Schedule NOT turned off: '), isOn, sentence);
      assert.equal(sentence.includes('The campaign stays stopped until its next start.'), isOn, sentence);
    }
  });

  it('names the campaigns that have the name, and counts those that do not fit', () => {
    const namesakes = [
      namesake('cd-aaaaa'),
      namesake('cd-bbbbb', 'voice'),
      namesake('c'),
      namesake('d'),
      namesake('e'),
    ];
    assert.match(
      told({ kind: 'notUnique', name: 'x', namesakes }).sentence,
      /SMS …aaaaa, voice …bbbbb, SMS c and 2 more/,
    );
  });

  it('is loud when another campaign was hit', () => {
    assert.match(
      told({ kind: 'otherCampaign', id: 'cd-other-12345' }).sentence,
      /^WRONG CAMPAIGN: .*…12345.*“Black Friday blast”/,
    );
  });

  it('is unknown where nothing tells', () => {
    assert.match(told({ kind: 'unknown' }).sentence, /^UNKNOWN whether the schedule is off: “Black Friday blast”/);
  });

  it('tells Kore’s words where it refused, and why where nothing could be sent', () => {
    assert.match(
      told({ kind: 'refused', reason: 'refused', httpStatus: 400, details: { koreMessage: 'no' } }).sentence,
      /refused \(400\): “no”/,
    );
    assert.match(told({ kind: 'refused', ...whyNot }).sentence, /\(403\)/);
    assert.match(told({ kind: 'notSent', reason: 'noAnswer', details: {} }).sentence, /did not answer/);
  });

  it('is plain text in plain words, whatever Kore says', () => {
    for (const outcome of endings) assertPlainWords(told(outcome).sentence);
    for (const text of hostileTexts) {
      const one = { ...campaign, name: text };
      for (const outcome of [
        ...endings,
        { kind: 'otherCampaign', id: text },
        { kind: 'refused', reason: 'refused', httpStatus: 400, details: { ...everyDetail, koreMessage: text } },
        { kind: 'notUnique', name: text, namesakes: [namesake(text), namesake(text, 'voice')] },
      ] as const) {
        assertNeutral(scheduleResult(one, outcome, reader).sentence, 900);
      }
      const { message, detail } = scheduleQuestion(
        { ...one, stream: { ...one.stream, name: text } },
        { ...look, name: text },
        reader,
      );
      assertNeutral(message, 300);
      assertNeutral(detail, 900, true);
    }
  });
});
