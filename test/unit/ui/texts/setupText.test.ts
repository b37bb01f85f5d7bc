import assert from 'node:assert/strict';

import type { ConfiguredStream } from '../../../../src/streams/stream.ts';
import { allThereText, copiedSetupText, setupProblemText, setupQuestion } from '../../../../src/ui/texts/setupText.ts';
import { reader, stream } from '../support.ts';

const eu: ConfiguredStream = { ...stream, name: 'Acme Bank', host: 'https://eu-platform.kore.ai', tier: 'staging' };
const hosts = Array.from({ length: 30 }, (_, n): ConfiguredStream => ({ ...stream, host: `https://h${n}.example` }));

describe('the question before a setup is added', () => {
  it('shows every host with the names and tiers of its streams, and says what a host gets', () => {
    const asked = setupQuestion({ fresh: [stream, eu], there: [] }, [], reader);
    assert.equal(asked.message, 'Add 2 streams?');
    assert.equal(
      asked.detail,
      [
        'platform.kore.ai: “Acme Retail” (PRODUCTION)',
        'eu-platform.kore.ai: “Acme Bank” (staging)',
        '',
        'Go on only if you know these hosts: a credential that you set for a stream is sent to its host. None comes with a setup.',
      ].join('\n'),
    );
    assert.deepEqual([asked.yes, asked.no], ['Add Streams', "Don't Add"]);
  });

  it('leaves out no host, however many there are', () => {
    const { detail } = setupQuestion({ fresh: hosts, there: [] }, [], reader);
    for (const { host } of hosts) assert.ok(detail.includes(`${host.replace('https://', '')}: `), host);
  });

  it('counts the names of one host that are too many', () => {
    const many = Array.from({ length: 11 }, (_, n): ConfiguredStream => ({ ...stream, name: `S${n}` }));
    const { detail } = setupQuestion({ fresh: many, there: [] }, [], reader);
    assert.match(detail, /^platform\.kore\.ai: “S0” \(PRODUCTION\), .*“S7” \(PRODUCTION\) and 3 more\n/);
  });

  it('names a single stream, what is there already, and a name that another one has', () => {
    const there = [{ pasted: { ...stream, name: 'Theirs' }, name: 'Mine' }];
    const asked = setupQuestion({ fresh: [eu], there }, [{ ...stream, name: 'Acme Bank' }], reader);
    assert.equal(asked.message, 'Add the stream “Acme Bank”?');
    assert.match(asked.detail, /^Another stream has this name already: “Acme Bank”$/m);
    assert.match(asked.detail, /^Already here, and left as they are: “Theirs” \(here “Mine”\)$/m);
    assert.equal(asked.yes, 'Add Stream');
  });

  it('makes the texts of a paste safe to show', () => {
    const hostile = { ...eu, name: 'x”\n[y](z) $(key)\u202E' };
    const { message, detail } = setupQuestion({ fresh: [hostile, stream], there: [] }, [], reader);
    assert.ok(!/\u202E|\]\(|\$\(/.test(message + detail));
    assert.match(detail, /^eu-platform\.kore\.ai: “x" \[y\] \(z\) \$ \(key\)” \(staging\)$/m);
  });
});

describe('what is told of a setup', () => {
  it('names the field or the place of what is wrong, and says that nothing was added', () => {
    const missing = { field: 'accountId', code: 'missing' } as const;
    assert.deepEqual(
      [
        setupProblemText({ code: 'field', entry: 1, problem: missing }, reader),
        setupProblemText({ code: 'field', entry: 1, name: 'Acme', problem: missing }, reader),
        setupProblemText(
          { code: 'field', entry: 0, name: 'A', campaign: 2, problem: { field: 'campaignId', code: 'missing' } },
          reader,
        ),
        setupProblemText({ code: 'notJson' }, reader),
        setupProblemText({ code: 'noStreams' }, reader),
        setupProblemText({ code: 'tooLong', longest: 1_000_000 }, reader),
        setupProblemText({ code: 'newer', version: '2' }, reader),
      ],
      [
        'Stream 2: The account id is missing. Nothing was added.',
        '“Acme”: The account id is missing. Nothing was added.',
        '“A”, campaign 3: The campaign id is missing. Nothing was added.',
        'This is no whole JSON text: copy all of it, from the first brace to the last. Nothing was added.',
        'There is no list of streams in this JSON text. Nothing was added.',
        'This is longer than 1,000,000 characters. Nothing was added.',
        'This setup was made by a newer version of Kore Campaigns (format 2). Nothing was added.',
      ],
    );
  });

  it('names the member that holds a secret, and what to do about it', () => {
    const text = setupProblemText({ code: 'secret', member: 'streams[0].clientSecret' }, reader);
    assert.match(text, /^There is a secret in it: “streams\[0\]\.clientSecret”\. .* replaced .* Nothing was added\.$/);
  });

  it('says what was there already, and what a copy has left out', () => {
    assert.equal(
      allThereText({ there: [{ pasted: stream, name: stream.name }] }, reader),
      'Nothing was added. Already here, and left as they are: “Acme Retail”',
    );
    assert.match(
      copiedSetupText(3, 0, reader),
      /^Copied, without credentials: 3 streams\. .*Paste Setup from a Colleague…”\.$/,
    );
    assert.match(copiedSetupText(3, 2, reader), /Left out, .*: 2 entries of kore\.streams\.$/);
  });
});
