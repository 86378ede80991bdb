/** Source packages of Debian, which carry the test suites that wheels and binaries leave out. Nothing of them is committed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The tests cannot be had on this machine; the message says why and what to do. */
export class TestsUnavailable extends Error {}

export interface DebianSource {
  /** Debian's name of the source package. */
  readonly name: string;
  /** Debian releases that may have it, the likeliest first. */
  readonly releases: readonly string[];
  /** Upstream versions that serve, the best first. */
  readonly versions: readonly RegExp[];
  /** What to unpack of it, as patterns of tar. */
  readonly wanted: readonly string[];
  /** What to do on a system without apt, as a sentence. */
  readonly elsewhere: string;
}

/** Downloads the best version there is and unpacks what is wanted into `folder`. Throws `TestsUnavailable`. */
export function unpackDebianSource(source: DebianSource, folder: string): void {
  const work = mkdtempSync(join(tmpdir(), 'twinstack-source-'));
  try {
    const archive = downloadBest(source, work);
    const unpacked = join(work, 'unpacked');
    mkdirSync(unpacked);
    run(source, 'tar', ['-xf', archive, '-C', unpacked, '--strip-components=1', '--wildcards', ...source.wanted]);
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(unpacked)) {
      // Each in one step, so that an interrupted set-up leaves no half of the tests.
      rmSync(join(folder, name), { recursive: true, force: true });
      run(source, 'mv', [join(unpacked, name), join(folder, name)]);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function downloadBest(source: DebianSource, work: string): string {
  const mirror = configuredMirror(source);
  const offers = source.releases.flatMap((release) => listVersions(source, join(work, release), mirror, release));
  for (const wanted of source.versions) {
    const offer = offers.find(({ version }) => wanted.test(version));
    if (offer) return download(source, offer);
  }
  const there = offers.map(({ version }) => version).join(', ') || 'none';
  throw new TestsUnavailable(
    `Debian's mirror has no fitting version of ${source.name} (there: ${there}). ${source.elsewhere}`,
  );
}

interface Offer {
  readonly version: string;
  /** Where the release's lists are, and what is downloaded goes. */
  readonly folder: string;
  readonly options: readonly string[];
}

/** The versions one release offers; none when the mirror has no such release any more. */
function listVersions(source: DebianSource, folder: string, mirror: string, release: string): Offer[] {
  const lists = join(folder, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const sources = join(folder, 'sources.list');
  writeFileSync(sources, `deb-src ${mirror} ${release} main\n`);
  const options = [
    ['Dir::Etc::SourceList', sources],
    ['Dir::Etc::SourceParts', '/dev/null'],
    ['Dir::State::Lists', lists],
    ['Dir::Cache', join(folder, 'cache')],
    // Root's downloads go through another user, who may not write here.
    ['APT::Sandbox::User', 'root'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  try {
    run(source, 'apt-get', [...options, '-qq', 'update'], folder);
  } catch (error) {
    // Of several releases one may be gone; of one, its absence is the answer.
    if (source.releases.length === 1) throw error;
    return [];
  }
  const described = run(source, 'apt-cache', [...options, 'showsrc', source.name], folder);
  const versions = [...described.matchAll(/^Version: (\S+)$/gm)].map(([, version]) => version as string);
  return versions.map((version) => ({ version, folder, options }));
}

/** A mirror may lack Debian's own half of the package; apt then fails, but has downloaded and verified the archive. */
function download(source: DebianSource, { version, folder, options }: Offer): string {
  let failure: unknown;
  try {
    run(source, 'apt-get', [...options, '-qq', 'source', '--download-only', `${source.name}=${version}`], folder);
  } catch (error) {
    failure = error;
  }
  const archive = readdirSync(folder).find((name) => /\.orig\.tar\.\w+$/.test(name));
  if (archive) return join(folder, archive);
  throw failure ?? new TestsUnavailable(`apt-get downloaded no source of ${source.name} ${version}.`);
}

/** Where this machine's own Debian packages come from. */
function configuredMirror(source: DebianSource): string {
  const format = ['indextargets', '--format', '$(ORIGIN) $(REPO_URI)', 'Created-By: Packages'];
  const mirror = /^Debian (\S*\/debian\/?)$/m.exec(run(source, 'apt-get', format))?.[1];
  if (mirror) return mirror;
  throw new TestsUnavailable(`apt's sources name no Debian mirror. ${source.elsewhere}`);
}

function run(source: DebianSource, program: string, args: readonly string[], cwd?: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    const cause = code === 'ENOENT' ? `${program} is not installed.` : `${program} failed: ${stderr?.trim() ?? error}`;
    throw new TestsUnavailable(`The source of ${source.name} could not be fetched: ${cause} ${source.elsewhere}`, {
      cause: error,
    });
  }
}
