/** Holds an exercise with `npm: true` to a lock file that installs the same packages everywhere. */
import { z } from 'zod';
import type { ExerciseFiles, ExerciseFrontmatter } from './exercise.ts';
import type { ProblemReport } from './load-exercise.ts';

const manifestSchema = z.object({
  name: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});
const lockSchema = z.object({
  lockfileVersion: z.number().min(2),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const MAKE_LOCK = 'In starter/, run: npm install --package-lock-only --omit-lockfile-registry-resolved';

/** Reports packages without `npm: true`, `npm: true` without packages, and a lock file that is absent or out of date. */
export function checkPackages(
  starter: ExerciseFiles,
  { npm, runtime }: Partial<ExerciseFrontmatter>,
  { id, report }: { readonly id: string; readonly report: ProblemReport },
): void {
  const manifest = manifestSchema.safeParse(parseJson(starter.text['package.json']));
  const dependencies = manifest.data?.dependencies ?? {};
  const names = Object.keys(dependencies);
  if (!npm) {
    if (names.length > 0) report.add('npm', `starter/package.json needs ${names.join(', ')}.`, 'Write npm: true.');
    return;
  }
  if (runtime === 'django') {
    report.add('npm', 'A Django exercise has no packages from npm.', 'Leave the field out.');
    return;
  }
  if (names.length === 0) {
    report.add('npm', 'starter/package.json names no packages.', 'List them under "dependencies", or leave npm out.');
    return;
  }
  if (manifest.data?.name !== id) {
    report.add('starter/package.json', 'Its name is not the exercise’s id.', `Write "name": "${id}" into it.`);
  }
  const lock = lockSchema.safeParse(parseJson(starter.text['package-lock.json'])).data;
  const locked = lock?.packages[''];
  if (!lock || !locked) {
    report.add('starter/package-lock.json', 'There is no lock file for the packages.', MAKE_LOCK);
    return;
  }
  const isCurrent = JSON.stringify(sorted(dependencies)) === JSON.stringify(sorted(locked.dependencies ?? {}));
  if (!isCurrent) report.add('starter/package-lock.json', 'It is not that of package.json.', MAKE_LOCK);
  if (Object.values(lock.packages).some(({ resolved }) => resolved !== undefined))
    report.add(
      'starter/package-lock.json',
      'It names download addresses: it would work with one registry only.',
      MAKE_LOCK,
    );
}

function sorted(dependencies: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1));
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
