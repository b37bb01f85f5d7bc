import assert from 'node:assert/strict';

import { pageHtml } from '../../../../src/ui/webviews/pageHtml.ts';

const parts = {
  page: 'form' as const,
  title: 'Add Stream',
  language: 'en',
  scriptUri: 'https://resource.test/dist/pages.js',
  styleUri: 'https://resource.test/dist/formPage.css',
  nonce: 'n0nce',
};

describe('the document of a webview', () => {
  it('allows one script and one style sheet by nonce, and nothing else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(parts)) ?? [];
    assert.deepEqual(policy.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      "style-src 'nonce-n0nce'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.deepEqual(
      [...pageHtml(parts).matchAll(/<(script|link)\b[^>]*>/g)].map(([tag]) => tag),
      [
        '<link rel="stylesheet" nonce="n0nce" href="https://resource.test/dist/formPage.css">',
        '<script nonce="n0nce" src="https://resource.test/dist/pages.js">',
      ],
    );
  });

  it('lets no part of it become mark-up', () => {
    const hostile = `"><img src=x onerror='x'>&`;
    const html = pageHtml({
      ...parts,
      title: hostile,
      language: hostile,
      scriptUri: hostile,
      styleUri: hostile,
      nonce: hostile,
    });
    assert.ok(!html.includes('<img'), html);
    assert.equal([...html.matchAll(/<[a-z]/g)].length, [...pageHtml(parts).matchAll(/<[a-z]/g)].length);
  });

  it('says which page it is, for the one script of all of them', () => {
    assert.match(pageHtml({ ...parts, page: 'history' }), /<main data-page="history">/);
  });

  it('says its language, for who hears it', () => {
    assert.match(pageHtml({ ...parts, language: 'de' }), /<html lang="de">/);
  });
});
