/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { diagnostics: false }] },
  // The suites hold real servers, browsers and worker threads; two at a time is what a small machine carries.
  maxWorkers: 2,
  testTimeout: 30_000,
};
