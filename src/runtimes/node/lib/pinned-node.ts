/** The Node that npm installed for this project: its library is what the engine runs. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** `26.10.0`: the version that package.json pins for every platform. */
export function pinnedVersion(): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const versions = new Set(
    Object.entries(manifest.optionalDependencies)
      .filter(([name]) => name.startsWith('node-'))
      .map(([, version]) => version),
  );
  const [version] = versions;
  if (version === undefined || versions.size > 1) {
    throw new Error('package.json must pin one version of Node for all platforms in optionalDependencies.');
  }
  return version;
}

/** Path of the running Node; throws when it is not the pinned one. */
export function pinnedNode(): string {
  const version = pinnedVersion();
  if (process.versions.node !== version) {
    throw new Error(
      `The Node engine is made of Node ${version}, but this is Node ${process.versions.node}. ` +
        'Build with "npm run build" or "npm start", which use the Node that npm installed.',
    );
  }
  return process.execPath;
}

/** Runs a script of this folder in the pinned Node, with its internals exposed; returns what it printed. */
export function runInPinnedNode(script: string, ...args: string[]): string {
  const file = join(import.meta.dirname, script);
  return execFileSync(pinnedNode(), ['--expose-internals', '--no-warnings', file, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    // A plain environment: options in NODE_OPTIONS would end up in the dumped defaults.
    env: { PATH: process.env.PATH ?? '' },
  });
}

/** Text of Node's licence, which covers what it bundles too. It lies beside the binary, at one of two places. */
export function nodeLicence(): string {
  const folder = dirname(dirname(pinnedNode()));
  try {
    return readFileSync(join(folder, 'LICENSE'), 'utf8');
  } catch (error) {
    throw new Error(`Node's licence was not found at ${join(folder, 'LICENSE')}. Reinstall with "npm ci".`, {
      cause: error,
    });
  }
}
