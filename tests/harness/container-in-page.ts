/**
 * The stand-in for WebContainer behind the built site: the page's adapter is the real one, and what it asks of the vendor's
 * package goes to real processes of this machine.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { StandIn, type StandInContainer } from '../runtimes/webcontainer/stand-in/stand-in.ts';

const root = join(import.meta.dirname, '..', '..');
const ADAPTER = join(root, 'src/runtimes/webcontainer/page/open.ts');
const PACKAGE = join(import.meta.dirname, 'container-in-page-client.ts');

/** What the page asks for, by name. */
type Call = readonly [name: string, ...args: unknown[]];

/** Gives every page of the visitor the stand-in; returns how to end what was started. */
export async function standInForContainer(visitor: BrowserContext): Promise<() => void> {
  const standIn = new StandIn();
  const adapter = await bundleAdapter();
  await visitor.route(/stackblitz\.com/, (route) => route.fulfill({ body: '' }));
  await visitor.route(/\/_astro\/open\.[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const isAdapter = (await response.text()).includes('openContainerRuntime');
    await route.fulfill(isAdapter ? { response, body: adapter } : { response });
  });
  const backs = new WeakMap<Page, PageBack>();
  await visitor.exposeBinding('askStandIn', async ({ page }, [name, ...args]: Call) => {
    const back = backs.get(page) ?? new PageBack(page, standIn);
    backs.set(page, back);
    return back.answer(name, args);
  });
  return () => standIn.closeRunning();
}

/** The adapter as one module, with the client in the place of the vendor's package. */
async function bundleAdapter(): Promise<string> {
  const standInstead: Plugin = {
    name: 'stand-in',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^@webcontainer\/api$/ }, () => ({ path: PACKAGE }));
      onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace('?raw', '')),
        namespace: 'raw',
      }));
      onLoad({ filter: /./, namespace: 'raw' }, ({ path }) => ({
        contents: readFileSync(path, 'utf8'),
        loader: 'text',
      }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [ADAPTER],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    plugins: [standInstead],
  });
  return outputFiles[0]?.text ?? '';
}

/** The container of one page, and what goes on in it. */
class PageBack {
  readonly #page: Page;
  readonly #standIn: StandIn;
  readonly #processes = new Map<number, Awaited<ReturnType<StandInContainer['spawn']>>>();
  #container: StandInContainer | undefined;

  constructor(page: Page, standIn: StandIn) {
    this.#page = page;
    this.#standIn = standIn;
  }

  async answer(name: string, args: readonly unknown[]): Promise<unknown> {
    if (name === 'boot') {
      this.#container = await this.#standIn.boot(args[0] as object);
      for (const event of ['port', 'server-ready'] as const) {
        this.#container.on(event as 'port', (...told) => this.#tell(event, ...told));
      }
      return this.#container.workdir;
    }
    if (!this.#container) throw new Error('Nothing has booted.');
    if (name === 'mount') return this.#container.mount(args[0] as never, args[1] as never);
    if (name === 'spawn') return this.#spawn(args[0] as number, args.slice(1));
    if (name === 'input') return this.#write(args[0] as number, args[1] as string);
    if (name === 'kill') return this.#processes.get(args[0] as number)?.kill();
    if (name === 'resize') return this.#processes.get(args[0] as number)?.resize(args[1] as never);
    if (name === 'watch') {
      this.#container.fs.watch(args[1] as string, args[2] as object, () => this.#tell(`watch-${args[0]}`));
      return undefined;
    }
    const { fs } = this.#container;
    return (fs[name as 'readFile'] as (...rest: unknown[]) => Promise<unknown>)(...args);
  }

  async #write(id: number, text: string): Promise<void> {
    const writer = this.#processes.get(id)?.input.getWriter();
    await writer?.write(text);
    writer?.releaseLock();
  }

  async #spawn(id: number, args: readonly unknown[]): Promise<void> {
    const process = await this.#container?.spawn(args[0] as string, ...args.slice(1));
    if (!process) return;
    this.#processes.set(id, process);
    const write = (text: string) => this.#tell(`output-${id}`, text);
    const reading = process.output.pipeTo(new WritableStream({ write }));
    void process.exit.then((code) => reading.then(() => this.#tell(`exit-${id}`, code)));
  }

  /** A page that is gone hears nothing more. */
  async #tell(event: string, ...told: readonly unknown[]): Promise<void> {
    const args = [event, ...told];
    await this.#page
      .evaluate((all) => dispatchEvent(new CustomEvent('stand-in', { detail: all })), args)
      .catch(() => 0);
  }
}
