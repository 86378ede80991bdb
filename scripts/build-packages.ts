/**
 * Installs the packages that exercises name (`npm: true`) into build/packages/<id>/, for the real Node.js on this
 * machine, and packs those that are plain JavaScript into build/engines/packages/, for the embedded engine.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { packFiles } from '../src/runtimes/node/package-archive.ts';
import type { CarriedPackages } from '../src/runtimes/node/page/packages.ts';
import { readPackageNeeds } from '../src/runtimes/package-needs.ts';
import { compressFolder } from './compress-folder.ts';
import { hashInputs } from './hash-inputs.ts';

const root = join(import.meta.dirname, '..');
const PACKAGE_FILES = ['package.json', 'package-lock.json'];

interface PackagesOfExercise {
  readonly id: string;
  readonly starter: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Exercises whose package.json names packages, by id. One without a lock file is for `npm run check` to tell. */
function findExercises(): PackagesOfExercise[] {
  return globSync('exercises/*/starter/package-lock.json', { cwd: root })
    .sort()
    .flatMap((lock) => {
      const starter = join(root, lock, '..');
      const needs = readPackageNeeds({ 'package.json': readFileSync(join(starter, 'package.json'), 'utf8') });
      return needs ? [{ id: lock.split(sep)[1] ?? '', starter, dependencies: needs.dependencies }] : [];
    });
}

/** Installs by the lock file and runs no script of a package. Skipped when it was done for the same files. */
function install({ id, starter }: PackagesOfExercise): void {
  const folder = join(root, 'build', 'packages', id);
  const mark = join(folder, '.inputs');
  const key = hashInputs(PACKAGE_FILES.map((file) => `exercises/${id}/starter/${file}`));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === key) return;
  process.stderr.write(`set-up: packages of ${id} …\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of PACKAGE_FILES) copyFileSync(join(starter, file), join(folder, file));
  const args = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // The registry and the rest as this project has them.
  args.push(`--userconfig=${join(root, '.npmrc')}`);
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  writeFileSync(mark, key);
}

/** What no program reads: types, source maps, documentation but for licences, tests and examples of packages. */
const UNREAD = [
  /\.d\.[cm]?ts$/,
  /\.map$/,
  /(^|\/)(?!licen[cs]e|notice)[^/]+\.(md|markdown)$/i,
  /^(?:@[^/]+\/)?[^/@]+\/(?:tests?|benchmarks?|examples?|docs?|coverage|\.github)\//,
  /^\.bin\//,
  /^\.package-lock\.json$/,
];

function pack({ id, dependencies }: PackagesOfExercise, outDir: string): CarriedPackages {
  const modules = join(root, 'build', 'packages', id, 'node_modules');
  const paths = globSync('**/*', { cwd: modules, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(modules, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !UNREAD.some((pattern) => pattern.test(path)))
    .sort();
  const native = paths.find((path) => /\.node$|(^|\/)binding\.gyp$/.test(path));
  if (native) return { cannot: `The package ${native.split('/')[0]} is native code, which no browser runs.` };
  const archive = packFiles(new Map(paths.map((path) => [path, readFileSync(join(modules, path))])));
  const hash = createHash('sha256').update(archive).digest('hex').slice(0, 12);
  const file = `${id}-${hash}.bin`;
  writeFileSync(join(outDir, file), archive);
  return { file, bytes: archive.length, dependencies };
}

const exercises = findExercises();
const outDir = join(root, 'build', 'engines', 'packages');
const mark = join(outDir, '.inputs');
const inputs = ['scripts/build-packages.ts', 'src/runtimes/node/package-archive.ts', 'src/runtimes/package-needs.ts'];
const key = hashInputs([...inputs, ...PACKAGE_FILES.map((file) => `exercises/*/starter/${file}`)]);
for (const exercise of exercises) install(exercise);
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== key) {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const manifest = Object.fromEntries(exercises.map((exercise) => [exercise.id, pack(exercise, outDir)]));
  await compressFolder(outDir);
  writeFileSync(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(mark, key);
}
