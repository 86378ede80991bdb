/** Builds the site into dist/ when something it is made of has changed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTING_NAMES } from '../src/site/settings.ts';
import { compressFolder } from './compress-folder.ts';
import { hashInputs } from './hash-inputs.ts';

const root = join(import.meta.dirname, '..');
export const siteDir = join(root, 'dist');

const INPUTS = [
  'src/**/*',
  'lessons/**/*',
  'exercises/**/*',
  'public/**/*',
  'astro.config.ts',
  'package-lock.json',
  'build/engines/*/.inputs',
];

/** Returns false when the build failed; what was wrong is on the terminal. */
export async function buildSiteIfStale(): Promise<boolean> {
  const mark = join(root, 'build', 'site.inputs');
  const settings = SETTING_NAMES.map((name) => `${name}=${process.env[name] ?? ''}`);
  const key = [hashInputs(INPUTS), ...settings].join('\n');
  if (existsSync(siteDir) && existsSync(mark) && readFileSync(mark, 'utf8') === key) return true;
  rmSync(mark, { force: true });
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
  const { status } = spawnSync(process.execPath, [astro, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) return false;
  await compressFolder(siteDir);
  writeFileSync(mark, key);
  return true;
}
