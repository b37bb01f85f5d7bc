// Mocha's usual report, and at the end the counts of each test file, as a file for scripts/test.mjs.
const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const files = {};
    const count = (kind) => (test) => {
      const counts = (files[relative('', test.file ?? '')] ??= { passed: 0, failed: 0, skipped: 0 });
      counts[kind] += 1;
    };
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, count('passed'));
    runner.on(EVENT_TEST_FAIL, count('failed'));
    runner.on(EVENT_TEST_PENDING, count('skipped'));
    runner.once(EVENT_RUN_END, () => writeFileSync(options.reporterOptions.counts, JSON.stringify(files)));
  }
};
