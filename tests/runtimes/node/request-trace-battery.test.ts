/** Recording requests changes nothing: the battery's programs about HTTP, recorded and not. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shareEngine, shareRuntime } from '../../harness/engines.ts';
import { readBattery } from './battery-programs.ts';
import { runInEngine } from './real-and-embedded.ts';
import { recordRequests } from './record-requests.ts';

/** Two runtimes, so that a recorded run and a plain one go on at once. */
const { browser, runtime } = shareEngine('node');
const plain = shareRuntime(browser, 'node');

describe('a program whose requests are recorded prints and exits as without', () => {
  // Ends of two sockets race in it, with and without recording, and no request is made.
  const race = 'http/close-order.js';
  const programs = readBattery(join(import.meta.dirname, 'battery')).filter(
    ({ name }) => name.startsWith('http/') && name !== race,
  );
  test.each(programs)('$name', async (program) => {
    const [unrecorded, { traces: _traces, ...recorded }] = await Promise.all([
      runInEngine(plain, program),
      recordRequests(runtime, program),
    ]);
    expect(recorded).toEqual(unrecorded);
  });
});
