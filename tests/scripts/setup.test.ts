import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

function runSetup(env: NodeJS.ProcessEnv = {}) {
  return spawnSync('node', [join(root, 'scripts/setup.mjs'), '--for=test'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

describe('set-up', () => {
  it('does nothing and says nothing when everything is there', () => {
    const { status, stderr } = runSetup();
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('says which browser to install when the chosen one is not there', () => {
    // A chosen browser is never replaced by an installed one.
    const { status, stderr } = runSetup({ TWINSTACK_BROWSER: '/nowhere/chromium' });
    expect(status).toBe(1);
    expect(stderr).toContain('A browser is needed and none was found.');
    expect(stderr).toContain('set TWINSTACK_BROWSER');
  });
});

describe('the lock file', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
  };

  it('names no download address', () => {
    const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.includes('://'));
    expect(addressed.map(([path]) => path)).toEqual([]);
  });

  it('lists every optional platform package, so that npm ci accepts it on each platform', () => {
    const listed = new Set(
      Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    );
    const missing = Object.values(lock.packages)
      .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
      .filter((name) => !listed.has(name));
    expect(missing).toEqual([]);
  });
});
