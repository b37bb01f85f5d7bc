import assert from 'node:assert/strict';

import { exists, readThreats } from '../../defences/securityPage.ts';

describe('SECURITY.md', () => {
  it('names for every threat a test that there is', () => {
    const threats = readThreats();
    assert.ok(threats.length >= 15, String(threats.length));
    for (const { title, tests } of threats) {
      assert.ok(tests.length > 0, title);
      for (const test of tests) assert.ok(exists(test), `${test.file}: ${test.title}`);
    }
  });
});
