/** Where projects lie in the container: a folder for each set of packages, and in it a fresh one for each run. */
import type { Project } from '../../runtime.ts';
import { type Container, toFileTree } from './container.ts';
import { BOOT_SHARE, type OnLoading } from './container-supply.ts';
import { describeObstacle, obstacleFromError } from './obstacles.ts';

/** How long npm may take, in ms. */
const INSTALL_LIMIT_MS = 120_000;
const PACKAGE_FILES = ['package.json', 'package-lock.json'] as const;
/** npm tells nothing of its progress: the bar nears the end as the usual time (ms) goes by. */
const USUAL_INSTALL_MS = 6000;
const DRAW_EVERY_MS = 250;
/** What is kept of npm's words (characters), to say why it failed. */
const LAST_WORDS = 2000;

/** A project's own folder. */
export interface WorkFolder {
  /** Relative to the container's working directory. */
  readonly path: string;
  remove(): void;
}

export class WorkFolders {
  readonly #container: Container;
  readonly #installs = new Map<string, Promise<string>>();
  #made = 0;

  constructor(container: Container) {
    this.#container = container;
  }

  /** A new folder with the project's files; its packages are in the folder around it, where Node.js looks for them. */
  async create(project: Project, onLoading: OnLoading): Promise<WorkFolder> {
    const around = await this.prepare(project, onLoading);
    this.#made += 1;
    const path = `${around}/run-${this.#made}`;
    await this.#container.fs.mkdir(path, { recursive: true });
    await this.#container.mount(toFileTree(project), { mountPoint: path });
    const remove = () => {
      // What is left of an earlier run is in nobody's way.
      this.#container.fs.rm(path, { recursive: true, force: true }).catch(() => undefined);
    };
    return { path, remove };
  }

  /** Installs the packages that a project names, once for each lock file; gives the folder they are in. */
  async prepare(project: Project, onLoading: OnLoading): Promise<string> {
    const packages = packageFiles(project);
    if (!packages) return 'projects';
    const key = await hashOf(packages);
    const known = this.#installs.get(key);
    if (known) return known;
    const install = this.#install(`projects-${key}`, packages, onLoading);
    this.#installs.set(key, install);
    install.catch(() => this.#installs.delete(key));
    return install;
  }

  async #install(folder: string, packages: Project, onLoading: OnLoading): Promise<string> {
    await this.#container.fs.mkdir(folder, { recursive: true });
    await this.#container.mount(toFileTree(packages), { mountPoint: folder });
    const began = performance.now();
    const draw = () => {
      const share = 1 - Math.exp((began - performance.now()) / USUAL_INSTALL_MS);
      onLoading('Installing packages', BOOT_SHARE + share * (1 - BOOT_SHARE));
    };
    draw();
    const drawing = setInterval(draw, DRAW_EVERY_MS);
    try {
      const command = 'package-lock.json' in packages ? 'ci' : 'install';
      await this.#runNpm(folder, [command, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']);
    } finally {
      clearInterval(drawing);
    }
    return folder;
  }

  async #runNpm(cwd: string, args: string[]): Promise<void> {
    const npm = await this.#container.spawn('npm', [...args, '--loglevel=error', '--no-color'], { cwd });
    let said = '';
    const reading = npm.output.pipeTo(
      new WritableStream({
        write: (text) => {
          said = `${said}${text}`.slice(-LAST_WORDS);
        },
      }),
    );
    const timer = setTimeout(() => npm.kill(), INSTALL_LIMIT_MS);
    const exitCode = await npm.exit;
    clearTimeout(timer);
    await reading.catch(() => undefined);
    if (exitCode === 0) return;
    if (/ENOSPC/.test(said)) throw obstacleFromError(new Error(said));
    throw describeObstacle('packages', /npm (?:error|ERR!) (?!code|errno)(.+)/.exec(said)?.[1]?.trim());
  }
}

/** The files that name a project's packages; undefined when it has none. */
function packageFiles(project: Project): Project | undefined {
  const manifest = project['package.json'];
  if (typeof manifest !== 'string') return undefined;
  try {
    const { dependencies, devDependencies } = JSON.parse(manifest) as Record<string, object | undefined>;
    if (Object.keys({ ...dependencies, ...devDependencies }).length === 0) return undefined;
  } catch {
    // The program will find it broken, and say so.
    return undefined;
  }
  const present = PACKAGE_FILES.filter((path) => path in project);
  return Object.fromEntries(present.map((path) => [path, project[path] ?? '']));
}

async function hashOf(files: Project): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(files)));
  return [...new Uint8Array(digest).subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
