// Jest as `npm run mutation` runs it: one file, which bundle.mjs has made.

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: require.resolve('./firstFailure.cjs'),
  roots: ['<rootDir>'],
  testMatch: ['<rootDir>/suite.cjs'],
  moduleFileExtensions: ['cjs', 'js', 'json'],
  transform: {},
  // For what hangs, not for what is slow.
  testTimeout: 30_000,
};
