/** @type {() => Promise<import('jest').Config>} */
module.exports = async () => ({
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { diagnostics: false }] },
  // The suites hold real servers, browsers and worker threads; two at a time is what a small machine carries.
  maxWorkers: 2,
  // For what hangs, not for what is slow: other work on the machine makes a suite ten times as long.
  testTimeout: 90_000,
  // Unbuilt code then reads what was compiled from resources, instead of compiling it anew for seconds at every start.
  globals: { SOURCES_HASH: (await import('./src/hashOfCompilers.mjs')).hashOfCompilers() },
});
