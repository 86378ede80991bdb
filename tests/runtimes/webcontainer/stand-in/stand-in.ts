/**
 * Stands in for `@webcontainer/api` where there is no internet: the same types over real processes of this machine, in a
 * temporary folder. Like the real one it boots once at a time, merges all output in one terminal, decodes each chunk of it
 * by itself, and names servers by port and address.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootOptions, SpawnOptions, WebContainerProcess } from '@webcontainer/api';
import type { Container, ContainerFactory } from '../../../../src/runtimes/webcontainer/page/container.ts';
import { FolderFiles } from './folder-files.ts';
import { PortWatch } from './port-watch.ts';
import { spawnOnTerminal, type TerminalProcess } from './terminal-process.ts';

/** How a stand-in misbehaves. */
export interface Manners {
  /** The next boots never come to an end. */
  hangs?: boolean;
  /** The next boots fail with this. */
  refuses?: Error;
}

export class StandIn implements ContainerFactory {
  readonly manners: Manners;
  #running: StandInContainer | undefined;
  #boots = 0;

  constructor(manners: Manners = {}) {
    this.manners = manners;
  }

  /** How often it was asked to boot. */
  get boots(): number {
    return this.#boots;
  }

  /** Ends what a test left running. */
  closeRunning(): void {
    this.#running?.teardown();
  }

  async boot({ workdirName = 'project' }: BootOptions = {}): Promise<StandInContainer> {
    this.#boots += 1;
    if (this.manners.hangs) return new Promise(() => undefined);
    if (this.manners.refuses) throw this.manners.refuses;
    if (this.#running) throw new Error('Only a single WebContainer instance can be booted');
    this.#running = new StandInContainer(workdirName, () => {
      this.#running = undefined;
    });
    return this.#running;
  }
}

type Listeners = { readonly [Event in 'port' | 'server-ready']: Set<(...args: never[]) => void> };

export class StandInContainer implements Container {
  readonly workdir: string;
  readonly fs: Container['fs'];
  readonly #files: FolderFiles;
  readonly #processes = new Set<TerminalProcess>();
  readonly #listeners: Listeners = { port: new Set(), 'server-ready': new Set() };
  readonly #ports: PortWatch;
  readonly #onTeardown: () => void;
  #isTornDown = false;

  constructor(workdirName: string, onTeardown: () => void) {
    // The real path: stack traces name it.
    this.workdir = join(realpathSync(mkdtempSync(join(tmpdir(), 'twinstack-container-'))), workdirName);
    this.#files = new FolderFiles(this.workdir);
    this.fs = this.#files.api;
    this.#onTeardown = onTeardown;
    this.#ports = new PortWatch(
      () => [...this.#processes].map(({ pid }) => pid),
      (port, change) => {
        const url = `http://localhost:${port}`;
        for (const listener of this.#listeners.port) (listener as (...args: unknown[]) => void)(port, change, url);
        if (change === 'close') return;
        for (const listener of this.#listeners['server-ready']) {
          (listener as (...args: unknown[]) => void)(port, url);
        }
      },
    );
  }

  async spawn(command: string, ...rest: unknown[]): Promise<WebContainerProcess> {
    this.#refuseWhenGone();
    const [args, options] = (Array.isArray(rest[0]) ? rest : [[], rest[0]]) as [string[], SpawnOptions | undefined];
    const terminal = spawnOnTerminal(command, args, { ...options, cwd: join(this.workdir, options?.cwd ?? '') });
    this.#processes.add(terminal);
    void terminal.process.exit.then(() => this.#processes.delete(terminal));
    return terminal.process;
  }

  mount: Container['mount'] = async (tree, options) => {
    this.#refuseWhenGone();
    if (tree instanceof Uint8Array || tree instanceof ArrayBuffer) throw new Error('Snapshots are not stood in for.');
    this.#files.mount(tree, options?.mountPoint ?? '.');
  };

  on: Container['on'] = (event: string, listener: (...args: never[]) => void) => {
    const listeners = this.#listeners[event as 'port'];
    if (!listeners) throw new Error(`The event "${event}" is not stood in for.`);
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  teardown(): void {
    if (this.#isTornDown) throw new Error('WebContainer already torn down');
    this.#isTornDown = true;
    this.#ports.close();
    for (const { process } of this.#processes) process.kill();
    rmSync(join(this.workdir, '..'), { recursive: true, force: true, maxRetries: 5 });
    this.#onTeardown();
  }

  #refuseWhenGone(): void {
    if (this.#isTornDown) throw new Error('Proxy has been released and is not useable');
  }
}
