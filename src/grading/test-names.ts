/** A test's name as a learner reads it. */

/** The name of a Python test method: `test_greets_the_world`. */
const PYTHON_TEST = /^test_(\w+)$/;

/** The last part of a test's path in words: `test_greets_the_world` is "greets the world"; others stay as written. */
export function readTestName(path: readonly string[]): string {
  const name = path.at(-1) ?? '';
  const [, words] = PYTHON_TEST.exec(name) ?? [];
  return words === undefined ? name : words.replaceAll('_', ' ');
}
