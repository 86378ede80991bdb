import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundledPackages } from '../../../../src/runtimes/node/lib/bundle-kernel.ts';
import { collectLicences } from '../../../../src/site/licences.ts';

test('the licence of each package in the engine is shown on the site', async () => {
  const shown = new Set(collectLicences(join(import.meta.dirname, '..', '..', '..', '..')).map(({ name }) => name));
  const bundled = await bundledPackages();
  expect(bundled).toContain('pako');
  expect([...bundled].filter((name) => !shown.has(name))).toEqual([]);
});
