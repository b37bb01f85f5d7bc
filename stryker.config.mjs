// Mutation testing: one fault at a time is put into the core, and a test has to see it. Not part of CI: it is slow.

// A fault must be seen every time, so the random tests are few here and always the same.
process.env.KORE_PROPERTY_RUNS ??= '100';
process.env.KORE_SEED ??= '1';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/kore/**/*.ts', 'src/stop/**/*.ts'],
  testRunner: 'mocha',
  testRunnerNodeArgs: ['--import', 'tsx'],
  mochaOptions: {
    'no-config': true,
    spec: ['kore', 'stop', 'streams'].map((folder) => `test/unit/${folder}/**/*.test.ts`),
    // Runs its stops in processes of their own, where no fault is put in.
    ignore: ['test/unit/stop/journal/kill.test.ts'],
  },
  coverageAnalysis: 'perTest',
  // The tests have sockets and short waits: side by side they would be too slow for no fault of theirs.
  concurrency: 1,
  timeoutMS: 5000,
  timeoutFactor: 1.5,
  // What has not changed since the last run is not run again.
  incremental: true,
  incrementalFile: 'out/mutation/incremental.json',
  tempDirName: 'out/mutation/work',
  ignorePatterns: ['dist', 'media', 'out', '.vscode-test'],
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  htmlReporter: { fileName: 'out/mutation/report.html' },
  thresholds: { high: 95, low: 90, break: 90 },
};
