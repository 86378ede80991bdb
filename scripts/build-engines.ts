/** Builds the engines' bundles into build/engines/<stack>/ when something they are made of has changed. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../src/runtimes/runtime.ts';
import { hashEngineInputs } from './engine-inputs.ts';
import { hashInputs } from './hash-inputs.ts';

const root = join(import.meta.dirname, '..');

interface EngineBuild {
  readonly stack: Stack;
  /** Loads the builder only when it is needed: an up-to-date start stays quick. */
  readonly build: (outDir: string) => Promise<void>;
}

const ENGINES: readonly EngineBuild[] = [
  {
    stack: 'node',
    build: async (outDir) => (await import('../src/runtimes/node/lib/build.ts')).buildNodeEngine(outDir),
  },
  {
    stack: 'django',
    build: async (outDir) => (await import('../src/runtimes/django/bundle/build.ts')).buildDjangoEngine(outDir),
  },
];

for (const { stack, build } of ENGINES) {
  const outDir = join(root, 'build', 'engines', stack);
  const mark = join(outDir, '.inputs');
  const key = hashEngineInputs(stack);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === key) continue;
  const started = Date.now();
  process.stderr.write(`set-up: ${stack} engine …\n`);
  // Built aside: an interruption leaves the old engine whole, and so does a build that fails.
  const newDir = `${outDir}.new`;
  rmSync(newDir, { recursive: true, force: true });
  mkdirSync(newDir, { recursive: true });
  await build(newDir);
  // The same bytes under other settings are compressed to others.
  const compression = hashInputs(['scripts/compress-folder.ts']);
  const compressionMark = '.compression';
  const oldMark = join(outDir, compressionMark);
  if (existsSync(oldMark) && readFileSync(oldMark, 'utf8') === compression) reuseCompressed(outDir, newDir);
  writeFileSync(join(newDir, compressionMark), compression);
  const { compressFolder } = await import('./compress-folder.ts');
  await compressFolder(newDir);
  writeFileSync(join(newDir, '.inputs'), key);
  rmSync(outDir, { recursive: true, force: true });
  renameSync(newDir, outDir);
  process.stderr.write(`set-up: ${stack} engine: built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

/** A hashed name says what is in the file: what the last build compressed under it need not be compressed again. */
function reuseCompressed(oldDir: string, newDir: string): void {
  const names = new Set(readdirSync(newDir));
  for (const file of readdirSync(oldDir)) {
    const source = file.replace(/\.(br|gz)$/, '');
    const isHashed = /-[\w-]{12}\.\w+$/.test(source);
    if (source !== file && isHashed && names.has(source)) copyFileSync(join(oldDir, file), join(newDir, file));
  }
}
