/** What the site serves that others wrote, with the licence texts as their packages carry them. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One work. */
export interface Licence {
  /** Safe in a URL. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** SPDX identifier where the work names one. */
  readonly licence: string;
  /** What the site uses it for. */
  readonly use: string;
  /** The text, or where it is when the work comes without one. */
  readonly text: { readonly content: string } | { readonly url: string };
}

/** Packages whose code reaches the browser. What they depend on is found from here. */
const SERVED: Readonly<Record<string, string>> = {
  preact: 'Parts of pages that react',
  '@preact/signals': 'Parts of pages that react',
  diff: 'Differences between expected and actual',
  zod: 'Reading what was stored or imported',
  'ts-fsrs': 'When questions come back',
  acorn: 'Reading modules in the Node engine',
  'cjs-module-lexer': 'Reading modules in the Node engine',
  '@noble/hashes': 'node:crypto in the Node engine',
  '@noble/ciphers': 'node:crypto in the Node engine',
  '@noble/curves': 'node:crypto in the Node engine',
  pako: 'node:zlib in the Node engine',
  'brotli-dec-wasm': 'node:zlib in the Node engine',
  'brotli-wasm': 'node:zlib in the Node engine',
  '@sqlite.org/sqlite-wasm': 'node:sqlite in the Node engine',
  '@webcontainer/api': 'Starting WebContainer, when it is chosen',
  '@xterm/xterm': 'The terminal of WebContainer',
  '@xterm/addon-fit': 'The terminal of WebContainer',
  'workbox-core': 'The service worker, where it is needed',
  'workbox-routing': 'The service worker, where it is needed',
  'workbox-strategies': 'The service worker, where it is needed',
  '@fontsource-variable/literata': 'Typeface of the text',
  '@fontsource-variable/inter': 'Typeface of controls',
  '@fontsource-variable/jetbrains-mono': 'Typeface of code',
};

const packageSchema = z.object({
  name: z.string().optional(),
  version: z.string(),
  license: z.string().default('see the text'),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

const nodeManifestSchema = z.object({ version: z.string(), licence: z.string() });
const djangoManifestSchema = z.object({
  versions: z.record(z.string(), z.string()),
  licences: z.array(z.object({ of: z.string(), file: z.object({ name: z.string() }) })),
});

/** Names and licences of what the Django engine contains; their packages say it in words only. */
const PYTHON_WORKS: Readonly<Record<string, { name: string; licence: string; use: string }>> = {
  python: { name: 'CPython', licence: 'PSF-2.0', use: 'Runs Python in the tab' },
  django: { name: 'Django', licence: 'BSD-3-Clause', use: 'The framework' },
  asgiref: { name: 'asgiref', licence: 'BSD-3-Clause', use: 'Part of Django' },
  sqlparse: { name: 'sqlparse', licence: 'BSD-3-Clause', use: 'Part of Django' },
  tzdata: { name: 'tzdata', licence: 'Apache-2.0', use: 'Time zones for Django' },
};

/** Collects everything, engines first. `root` is the project's root. */
export function collectLicences(root: string): Licence[] {
  return [...collectEngines(root), ...collectPackages(root), ...collectExercisePackages(root)];
}

function collectEngines(root: string): Licence[] {
  const folder = (stack: string) => join(root, 'build', 'engines', stack);
  const read = (stack: string, file: string) => readFileSync(join(folder(stack), file), 'utf8');
  const licences: Licence[] = [];
  if (existsSync(join(folder('node'), 'manifest.json'))) {
    const { version, licence } = nodeManifestSchema.parse(JSON.parse(read('node', 'manifest.json')));
    const use = 'The library of the Node engine';
    const text = { content: read('node', licence) };
    licences.push({ id: 'nodejs', name: 'Node.js', version, licence: 'MIT and others', use, text });
  }
  if (existsSync(join(folder('django'), 'manifest.json'))) {
    const manifest = djangoManifestSchema.parse(JSON.parse(read('django', 'manifest.json')));
    for (const { of, file } of manifest.licences) {
      const work = PYTHON_WORKS[of] ?? { name: of, licence: 'see the text', use: 'Part of the Django engine' };
      licences.push({
        id: of,
        ...work,
        version: manifest.versions[of] ?? '',
        text: { content: read('django', file.name) },
      });
    }
    licences.push({
      id: 'pyodide',
      name: 'Pyodide',
      version: manifest.versions.pyodide ?? '',
      licence: 'MPL-2.0',
      use: 'CPython for the browser',
      text: { url: 'https://github.com/pyodide/pyodide' },
    });
  }
  return licences;
}

/** Packages from npm that exercises name, as set-up installed them: the embedded engine is served with them. */
function collectExercisePackages(root: string): Licence[] {
  const works = new Map<string, Licence>();
  const manifests = globSync('build/packages/*/node_modules/{*,@*/*}/package.json', { cwd: root }).sort();
  for (const manifest of manifests) {
    const folder = join(root, manifest, '..');
    const { name = '', version, license } = packageSchema.parse(JSON.parse(readFileSync(join(root, manifest), 'utf8')));
    const id = `npm-${name}-${version}`.replaceAll(/[^\w.-]/g, '-');
    works.set(id, { id, name, version, licence: license, use: 'Packages of exercises', text: readText(folder, name) });
  }
  return [...works.values()];
}

function readText(folder: string, name: string): Licence['text'] {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return file
    ? { content: readFileSync(join(folder, file), 'utf8') }
    : { url: `https://www.npmjs.com/package/${name}` };
}

function collectPackages(root: string): Licence[] {
  const modules = join(root, 'node_modules');
  const manifestOf = (name: string) => {
    const file = name === '' ? join(root, 'package.json') : join(modules, name, 'package.json');
    return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  };
  const editor = Object.keys(manifestOf('').devDependencies).filter((name) => /^@(codemirror|lezer)\//.test(name));
  const uses = new Map([...Object.entries(SERVED), ...editor.map((name): [string, string] => [name, 'The editor'])]);
  // A Map may grow while it is walked: dependencies are visited after the packages that need them.
  for (const [name, use] of uses)
    for (const needed of Object.keys(manifestOf(name).dependencies)) if (!uses.has(needed)) uses.set(needed, use);

  const licences = [...uses].map(([name, use]): Licence => {
    const { version, license } = manifestOf(name);
    const text = readText(join(modules, name), name);
    return { id: name.replace(/^@/, '').replace('/', '-'), name, version, licence: license, use, text };
  });
  return licences.sort((a, b) => (a.use === b.use ? a.name.localeCompare(b.name) : a.use.localeCompare(b.use)));
}
