/**
 * Programs of the battery that differ in Firefox, with the reason. A program that is listed and equal fails the tests, as
 * does one that differs and is not listed.
 */

const RECEIVERS =
  'Frames of Node’s test runner: V8 names the class of the receiver (Suite, TestContext) and the functions that await.';

export const FIREFOX_DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ['crypto/ciphers.js', 'V8 names the class of the receiver, Decipheriv, of a function that two classes share.'],
  ['node-test/mocks.js', RECEIVERS],
  ['node-test/results.js', RECEIVERS],
  ['node-test/spec-reporter', RECEIVERS],
  ['node-test/suites-and-hooks.mjs', RECEIVERS],
]);
