/** What the engine is made of, and the check that this is what was installed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The wheels of the bundle. Their versions are pinned in requirements.txt; these say what the engine was tried with. */
export const WHEELS = { django: '5.2.17', asgiref: '3.12.1', sqlparse: '0.6.0', tzdata: '2026.4' } as const;

/** Snapshots use parts of Pyodide that change between releases: read worker/boot.ts before another version goes here. */
export const PYODIDE = '314.0.7';

/** A bundle cannot be made of what is there; `message` says what is wrong, `hint` what to do. */
export class BundleError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(`${message} ${hint}`);
    this.name = 'BundleError';
    this.hint = hint;
  }
}

/** Throws unless the Pyodide in node_modules is the one the engine was written for. */
export function checkPyodide(pyodideDir: string): void {
  const { version } = JSON.parse(readFileSync(join(pyodideDir, 'package.json'), 'utf8')) as { version: string };
  if (version !== PYODIDE) {
    throw new BundleError(
      `node_modules/pyodide is ${version}, but the Django engine was written for ${PYODIDE}.`,
      'Install that version, or adapt the engine and change src/runtimes/django/bundle/versions.ts.',
    );
  }
}

/** Paths of the four wheels; throws when one is missing, of another version, or there twice. */
export function findWheels(wheelsDir: string): string[] {
  const names = readdirSync(wheelsDir).filter((name) => name.endsWith('.whl'));
  return Object.entries(WHEELS).map(([project, version]) => {
    const found = names.filter((name) => name.toLowerCase().startsWith(`${project}-`));
    const [name] = found;
    if (found.length === 1 && name?.split('-')[1] === version) return join(wheelsDir, name);
    const there = found.length === 0 ? 'none is there' : `there is ${found.join(' and ')}`;
    throw new BundleError(
      `The Django engine needs the wheel ${project} ${version} in build/wheels, but ${there}.`,
      'Delete build/wheels and run set-up again; requirements.txt and bundle/versions.ts must name the same versions.',
    );
  });
}
