/** A sample of Django's own tests (`npm run conformance:django` runs all of the packages) passes in the engine. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestsUnavailable } from '../../conformance/debian-source.ts';
import { EmbeddedDjango } from '../../conformance/django/embedded-django.ts';
import { readExpectedFailures } from '../../conformance/django/expectations.ts';
import { fetchDjangoTests } from '../../conformance/django/fetch-tests.ts';
import type { Outcome } from '../../conformance/django/outcome-reader.ts';

/** Small packages, and how many of their tests pass natively: fewer would mean that some did not run. */
const SAMPLE: Readonly<Record<string, number>> = {
  basic: 79,
  async: 68,
  many_to_one: 43,
  signals: 22,
  transactions: 85,
  validation: 63,
};

/** For one package: generous, a busy machine is no failure. */
const PACKAGE_LIMIT_MS = 180_000;

let root: string | undefined;
try {
  root = fetchDjangoTests();
} catch (error) {
  if (!(error instanceof TestsUnavailable)) throw error;
  process.stderr.write(`Django's own tests are skipped. ${error.message}\n`);
}

describe.skipIf(root === undefined)("Django's own tests", () => {
  const expected = readExpectedFailures();
  let embedded: EmbeddedDjango;

  beforeAll(() => {
    embedded = new EmbeddedDjango(root as string, PACKAGE_LIMIT_MS);
  });
  afterAll(() => embedded?.close());

  test.each(Object.entries(SAMPLE))(
    '%s passes in the engine',
    async (name, passNatively) => {
      const outcomes = [...(await embedded.outcomes(name))];
      const count = (outcome: Outcome['outcome']) => outcomes.filter(([, found]) => found.outcome === outcome).length;
      const failed = outcomes.filter(([id, { outcome }]) => outcome === 'failed' && !(id in expected));
      expect(failed).toEqual([]);
      expect(count('passed')).toBeGreaterThanOrEqual(passNatively);
    },
    PACKAGE_LIMIT_MS,
  );
});
