import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { credentials } from '../../defences/credentials.ts';
import { without, type Defence } from '../../defences/defence.ts';
import { exists, readThreats } from '../../defences/securityPage.ts';
import { threats } from '../../defences/threats.ts';

const all: readonly Defence[] = [threats, credentials].flatMap((rows) => Object.values(rows).flat());

/** `npm run defences` takes each of them away, and sees the test fail. */
describe('The list of defences', () => {
  it('has each threat of SECURITY.md, and each test that it names there', () => {
    const onPage = readThreats();
    assert.deepEqual(
      Object.keys(threats),
      onPage.map(({ title }) => title),
    );
    for (const { title, tests } of onPage) {
      const proved = (threats[title] ?? []).map(({ test }) => `${test.file} ${test.title}`);
      for (const test of tests) assert.ok(proved.includes(`${test.file} ${test.title}`), `${title}: ${test.title}`);
    }
  });

  it('has each way in which a credential can be wrong', () => {
    assert.deepEqual(Object.keys(credentials), [
      'none',
      'a token with a line break or a character a header cannot carry',
      "an expired pasted token; one that expires within the order's time",
      'a pasted text that is not a JWT',
      'a client secret of 1 to 31 characters',
      '401 / 403',
      'a server that echoes the token in its error body',
      'SecretStorage that throws',
      'SecretStorage that does not answer within 5 s (a keyring asks for its password)',
      '`onDidChange` for an equal value, and in the own window (VS Code fires both)',
      'two windows changing the same credential',
    ]);
    for (const [row, defences] of Object.entries(credentials)) assert.ok(defences.length > 0, row);
  });

  it('names what is in the source exactly once, and tests that there are', () => {
    for (const defence of all) {
      const source = readFileSync(new URL(`../../../${defence.file}`, import.meta.url), 'utf8');
      assert.notEqual(without(defence, source), source, defence.take);
      const { file, after = [] } = defence.test;
      for (const title of [defence.test.title, ...after]) assert.ok(exists({ file, title }), `${file}: ${title}`);
    }
  });

  it('says so where a text is not there, or more than once', () => {
    const defence = { file: 'x.ts', take: 'safe();', leave: '', test: { file: 'unit/x.test.ts', title: 'x' } };
    assert.equal(without(defence, 'a; safe(); b;'), 'a;  b;');
    for (const source of ['', 'a;', 'safe(); safe();']) assert.throws(() => without(defence, source), /x\.ts/);
  });
});
