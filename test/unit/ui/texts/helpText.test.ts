import assert from 'node:assert/strict';

import words from '../../../../package.nls.json' with { type: 'json' };
import { helpText, reasonPage } from '../../../../src/ui/texts/helpText.ts';
import { reasonHelp } from '../../../../src/ui/texts/reasonHelp.ts';
import { assertNeutral, assertPlainWords, campaign, hostileTexts, outcome, reader, reasons } from '../support.ts';

const titles = Object.entries(words).flatMap(([key, text]) => (key.startsWith('command.') ? [text] : []));
const help = helpText('Ctrl+Shift+Alt+K', 'Shift+Alt+K', reader);
const pages = reasons.map((reason) => reasonPage(reason, undefined, reader));

describe('the help', () => {
  it('has a page for each reason: what happened, whether anything was sent, what to do', () => {
    for (const [index, page] of pages.entries()) {
      const { title, next } = reasonHelp(reasons[index] ?? 'noAnswer', reader);
      const heads = ['WHAT HAPPENED', 'WAS ANYTHING SENT?', 'WHAT TO DO', 'IN ANY CASE'];
      assert.ok(page.startsWith(`${title}\n\n`), page);
      const places = heads.map((head) => page.indexOf(`\n\n${head}\n`));
      assert.ok(
        places.every((place, at) => place > (places[at - 1] ?? 0)),
        page,
      );
      assert.ok(next.length >= 2, title);
      assert.match(page, /How to Stop by Hand/);
    }
  });

  it('has titles that tell reasons apart, and lists every one', () => {
    const all = reasons.map((reason) => reasonHelp(reason, reader).title);
    assert.equal(new Set(all).size, reasons.length);
    const inOneLine = help.replace(/\n +/g, ' ');
    for (const title of all) assert.ok(inOneLine.includes(`-  ${title}\n`), title);
  });

  it('never says that nothing was sent where a request can have left', () => {
    const unsent = reasons.filter((reason) => reasonHelp(reason, reader).sent.startsWith('Nothing was sent'));
    assert.deepEqual(unsent, ['noCredential', 'badInput', 'secretStore', 'tokenExpired']);
    const acted = reasons.filter((reason) =>
      /treat (?:the campaign|it) as still sending/.test(reasonHelp(reason, reader).sent),
    );
    assert.deepEqual(acted, ['refused', 'notConfirmed', 'badReply', 'noAnswer', 'serverError', 'interrupted']);
  });

  it('begins with how this stop ended and how many requests left, where it is about one', () => {
    const told = (requests: number) =>
      reasonPage(
        'noAnswer',
        { campaign, outcome: outcome({ verdict: 'unknown', reason: 'noAnswer', requests }) },
        reader,
      ).replace(/\n(?=\S)/g, ' ');
    assert.match(told(3), /THE ANSWER AT \d\d:\d\d:\d\d UNKNOWN whether “Black Friday blast” \(PRODUCTION\) stopped: /);
    assert.match(told(3), /3 requests may have left\./);
    assert.match(told(1), /one request may have left\./);
    assert.match(told(0), /Of this stop nothing was sent\./);
    assert.ok(!pages.join('').includes('THE ANSWER AT'));
  });

  it('is plain text, whatever the campaign is called', () => {
    for (const name of hostileTexts) {
      const stop = {
        campaign: { ...campaign, name },
        outcome: outcome({ verdict: 'notStopped', reason: 'refused', details: { koreMessage: name } }),
      };
      assertNeutral(reasonPage('refused', stop, reader), 3000, true);
    }
  });

  it('says what it says in words that a tired person knows, in lines that fit beside the side bar', () => {
    for (const page of [help, ...pages]) {
      for (const line of page.split('\n')) {
        assert.ok(line.length <= 68, line);
        if (line !== '') assertPlainWords(line.trim().replace(/^(?:-|\d) {2}/, ''));
      }
    }
  });

  it('names only commands that there are', () => {
    const named = [help, ...pages].flatMap((page) =>
      [...page.replace(/\s+/g, ' ').matchAll(/“Kore: ([^”]+)”/g)].map(([, title]) => title),
    );
    assert.ok(new Set(named).size >= 9);
    for (const title of named) assert.ok(titles.includes(title ?? ''), title);
  });
});
