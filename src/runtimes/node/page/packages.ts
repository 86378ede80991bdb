/** Packages from npm that the site carries: fetched when a project first needs them. */
import { readPackageNeeds } from '../../package-needs.ts';
import { type Project, RuntimeError } from '../../runtime.ts';

/** What the build wrote down about an exercise's packages: `build/engines/packages/manifest.json`. */
export type CarriedPackages =
  | {
      /** Name in the packages' folder, with a hash of the content. */
      readonly file: string;
      /** Size before compression. */
      readonly bytes: number;
      readonly dependencies: Readonly<Record<string, string>>;
    }
  /** They need what no browser has; the sentence says which. */
  | { readonly cannot: string };

/** By the `name` in `package.json`, which is the exercise's id. */
export type PackagesManifest = Readonly<Record<string, CarriedPackages>>;

export interface PackageSource {
  /** Folder of the archives, with a slash at the end. */
  readonly baseUrl: URL;
  loadManifest(): Promise<PackagesManifest>;
}

const OFFLINE_HINT = 'See whether you are online, then try again. Your code is kept.';

export class Packages {
  readonly #source: PackageSource;
  readonly #archives = new Map<string, Promise<Uint8Array>>();

  constructor(source: PackageSource) {
    this.#source = source;
  }

  /**
   * The archive of a project's packages; undefined when it needs none, or the site does not know it: the program then
   * says what it does not find. Rejects with a `RuntimeError`.
   */
  async find(project: Project): Promise<Uint8Array | undefined> {
    const needs = readPackageNeeds(project);
    if (!needs) return undefined;
    const carried = (await this.#source.loadManifest())[needs.name];
    if (!carried) return undefined;
    if ('cannot' in carried) {
      throw new RuntimeError(carried.cannot, 'Choose WebContainer as the runtime; it needs the internet.');
    }
    const missing = Object.keys(needs.dependencies).find((name) => !(name in carried.dependencies));
    if (missing !== undefined) {
      throw new RuntimeError(
        `The embedded Node.js has the packages of this exercise, and ${missing} is none of them.`,
        'Take it out of package.json, or choose WebContainer as the runtime, which installs it.',
      );
    }
    return this.#fetchOnce(carried.file);
  }

  #fetchOnce(file: string): Promise<Uint8Array> {
    const known = this.#archives.get(file);
    if (known) return known;
    const archive = fetchArchive(new URL(file, this.#source.baseUrl));
    this.#archives.set(file, archive);
    // The next run asks again.
    archive.catch(() => this.#archives.delete(file));
    return archive;
  }
}

async function fetchArchive(url: URL): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new RuntimeError('The packages of this exercise could not be loaded.', OFFLINE_HINT, { cause: error });
  }
  if (!response.ok) {
    throw new RuntimeError(
      `The packages of this exercise could not be loaded: the server answered ${response.status}.`,
      'Reload the page; if it stays like this, tell whoever runs this site.',
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
