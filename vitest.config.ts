import { defineConfig } from 'vitest/config';

/** Needs engines, browsers or a built site; everything else is `unit`. */
const SLOW = ['tests/runtimes/**', 'tests/exercises/**', 'tests/e2e/**', 'tests/service/**'];

export default defineConfig({
  test: {
    // Two cores: browsers and engines side by side make each other time out.
    maxWorkers: 2,
    // Generous: a time limit is there to end what hangs, not to judge a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Vitest gives a poll one second, which a busy machine passes without anything being wrong.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/**/*.test.{ts,tsx}'], exclude: SLOW } },
      // `service` needs the internet: it is no part of `npm test`.
      ...['runtimes', 'exercises', 'e2e', 'service'].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          exclude: ['tests/runtimes/node/battery/**'],
          // Browsers on a shared CI machine stumble now and then; a defect fails twice.
          retry: process.env.CI ? 1 : 0,
        },
      })),
    ],
  },
});
