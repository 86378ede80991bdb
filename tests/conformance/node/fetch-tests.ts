/** Node's own tests, out of the source package of a Debian release, in a cache folder. Nothing of it is committed. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Debian release whose Node.js (20.19) the expectation list was recorded with. */
const RELEASE = 'trixie';
const FOLDERS = ['parallel', 'common', 'fixtures', 'es-module'];

/** The tests cannot be had on this machine; the message says why and what to do. */
export class TestsUnavailable extends Error {}

/** The folder that holds `test/`: `$TWINSTACK_NODE_TESTS`, or a folder in the user's cache. */
export function testsFolder(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.TWINSTACK_NODE_TESTS ?? join(cache, 'twinstack', 'node-tests');
}

/** Makes sure that the tests are there; returns the folder that holds `test/`. Throws `TestsUnavailable`. */
export function fetchNodeTests(): string {
  const folder = testsFolder();
  if (existsSync(join(folder, 'test', 'parallel'))) return folder;
  const work = mkdtempSync(join(tmpdir(), 'twinstack-node-tests-'));
  try {
    const archive = downloadSource(work);
    const unpacked = join(work, 'unpacked');
    mkdirSync(unpacked);
    const wanted = FOLDERS.map((name) => `*/test/${name}`);
    run('tar', ['-xf', archive, '-C', unpacked, '--strip-components=1', '--wildcards', ...wanted]);
    mkdirSync(folder, { recursive: true });
    // In one step, so that an interrupted set-up leaves no half of the tests.
    rmSync(join(folder, 'test'), { recursive: true, force: true });
    run('mv', [join(unpacked, 'test'), join(folder, 'test')]);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function downloadSource(work: string): string {
  const lists = join(work, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true });
  const sources = join(work, 'sources.list');
  writeFileSync(sources, `deb-src ${configuredMirror()} ${RELEASE} main\n`);
  const options = [
    ['Dir::Etc::SourceList', sources],
    ['Dir::Etc::SourceParts', '/dev/null'],
    ['Dir::State::Lists', lists],
    ['Dir::Cache', join(work, 'cache')],
    // Root's downloads go through another user, who may not write here.
    ['APT::Sandbox::User', 'root'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('apt-get', [...options, '-qq', 'update'], work);
  const archive = downloadArchive(work, [...options, '-qq', 'source', '--download-only', 'nodejs']);
  const place = join(work, 'source.tar');
  renameSync(join(work, archive), place);
  return place;
}

/**
 * Returns the name of the archive with the tests. A mirror may lack Debian's own half of the package; apt then fails,
 * but has downloaded and verified the archive.
 */
function downloadArchive(work: string, args: readonly string[]): string {
  const findArchive = () => readdirSync(work).find((name) => /^nodejs_.*\.orig\.tar\./.test(name));
  try {
    run('apt-get', args, work);
  } catch (error) {
    const archive = findArchive();
    if (archive) return archive;
    throw error;
  }
  const archive = findArchive();
  if (!archive) throw new TestsUnavailable(`apt-get downloaded no source of Node.js from Debian ${RELEASE}.`);
  return archive;
}

/** Where this machine's own Debian packages come from. */
function configuredMirror(): string {
  const targets = run('apt-get', ['indextargets', '--format', '$(ORIGIN) $(REPO_URI)', 'Created-By: Packages']);
  const mirror = /^Debian (\S*\/debian\/?)$/m.exec(targets)?.[1];
  if (mirror) return mirror;
  throw new TestsUnavailable(
    "apt's sources name no Debian mirror. On another system, unpack test/ of Node.js 20.19's source into a folder " +
      'and set TWINSTACK_NODE_TESTS to it.',
  );
}

function run(program: string, args: readonly string[], cwd?: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    const cause = code === 'ENOENT' ? `${program} is not installed.` : `${program} failed: ${stderr?.trim() ?? error}`;
    throw new TestsUnavailable(
      `Node's own tests could not be fetched: ${cause} They come from Debian's source package, by apt. Elsewhere, ` +
        "unpack test/ of Node.js 20.19's source into a folder and set TWINSTACK_NODE_TESTS to it.",
      { cause: error },
    );
  }
}
