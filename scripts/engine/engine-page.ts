/**
 * The embedded engines from outside a browser: one page with `openRuntime` in a headless browser, driven through
 * handles that implement the runtime contract. Tests and `npm run engine` use it.
 */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import {
  type CheckEnd,
  type HttpRequest,
  type HttpResponse,
  type RunEnd,
  type Runtime,
  type RuntimeDescription,
  RuntimeError,
  type RuntimeStatus,
  type Stack,
  type WebSocketConnection,
  type WebSocketEvents,
  type WebSocketRequest,
} from '../../src/runtimes/runtime.ts';
import { serveSite } from '../serve-site.ts';
import { type BrowserName, type DrivenPage, openPage } from './browser.ts';
import type { EnginePage } from './engine-page-entry.ts';
import { fromWire, toWire } from './wire.ts';

const root = join(import.meta.dirname, '..', '..');

/** The built engines; another folder of the same shape is tried out with this variable. */
const enginesDir = process.env.TWINSTACK_ENGINES ?? join(root, 'build', 'engines');

/** `Driven` is playwright's page in Chromium; of Firefox's there is what both drivers can do. */
export interface EngineBrowser<Driven extends DrivenPage = Page> {
  /** The page the engines live in, for tests that look at the page itself. */
  readonly page: Driven;
  /** Opens a runtime of its own on the page. */
  open(stack: Stack): Promise<Runtime>;
  close(): Promise<void>;
}

type Listener = (payload: unknown) => void;

/** Starts a browser with the engine page, Chromium when none is named. Its caller closes it. */
export async function openEngineBrowser(name?: 'chromium'): Promise<EngineBrowser>;
export async function openEngineBrowser(name: BrowserName): Promise<EngineBrowser<DrivenPage>>;
export async function openEngineBrowser(name: BrowserName = 'chromium'): Promise<EngineBrowser<DrivenPage>> {
  const dir = await makeEnginePage();
  const server = await serveSite({ dir, port: 0 });
  const removeSite = async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const { page, close } = await openPage(name);
    const listeners = new Map<string, Listener>();
    await page.exposeFunction('notifyDriver', (channel: string, payload: unknown) => listeners.get(channel)?.(payload));
    await page.goto(server.url);
    await page.evaluate(untilPageIsReady);
    let opened = 0;
    return {
      page,
      async open(stack) {
        opened += 1;
        return openHandle(page, listeners, `${stack}-${opened}`, stack);
      },
      async close() {
        await close();
        await removeSite();
      },
    };
  } catch (error) {
    await removeSite();
    throw error;
  }
}

/** Runs on the page: its script may be still on its way. */
async function untilPageIsReady(): Promise<void> {
  while (!('enginePage' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A folder that serves as a site: a blank page with the bundled entry, and the built engines. */
async function makeEnginePage(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'twinstack-engine-page-'));
  await build({
    entryPoints: [join(root, 'scripts/engine/engine-page-entry.ts')],
    outdir: dir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    sourcemap: 'inline',
    logLevel: 'warning',
    // The engines only: WebContainer's adapter has tests of its own.
    define: { 'import.meta.env.BASE_URL': '"/"', 'import.meta.env.TWINSTACK_WEBCONTAINER': '"off"' },
    alias: { '#engines': enginesDir },
  });
  writeFileSync(
    join(dir, 'index.html'),
    '<!doctype html><title>Engines</title><script type="module" src="/engine-page-entry.js"></script>',
  );
  try {
    symlinkSync(enginesDir, join(dir, 'engines'), 'dir');
  } catch {
    // Windows without the right to make links.
    cpSync(enginesDir, join(dir, 'engines'), { recursive: true });
  }
  return dir;
}

/** Calls a function of the page's `enginePage` object; a RuntimeError there is a RuntimeError here. */
async function call<Name extends keyof EnginePage>(
  page: DrivenPage,
  name: Name,
  args: Parameters<EnginePage[Name]>,
): Promise<Awaited<ReturnType<EnginePage[Name]>>> {
  const answer = await page.evaluate(
    async ([functionName, values]) => {
      const { enginePage } = globalThis as unknown as { enginePage: Record<string, (...values: unknown[]) => unknown> };
      try {
        return { value: await enginePage[functionName as string]?.(...(values as unknown[])) };
      } catch (error) {
        const { message, hint } = error as { message: string; hint?: string };
        if (hint === undefined) throw error;
        return { refusal: { message, hint } };
      }
    },
    [name, args],
  );
  if (answer.refusal) throw new RuntimeError(answer.refusal.message, answer.refusal.hint);
  return answer.value as Awaited<ReturnType<EnginePage[Name]>>;
}

async function openHandle(
  page: DrivenPage,
  listeners: Map<string, Listener>,
  key: string,
  stack: Stack,
): Promise<Runtime> {
  let status: RuntimeStatus = { state: 'idle' };
  let runs = 0;
  const statusListeners = new Set<(status: RuntimeStatus) => void>();
  listeners.set(`${key}:status`, (payload) => {
    status = payload as RuntimeStatus;
    for (const listener of statusListeners) listener(status);
  });
  const description: RuntimeDescription = await call(page, 'open', [key, stack]);

  async function withEvents<Event, End>(
    options: { onEvent: (event: Event) => void; signal?: AbortSignal },
    work: (channel: string) => Promise<End>,
  ): Promise<End> {
    runs += 1;
    const channel = `${key}:${runs}`;
    // As `dispose`: the run may be over, and the browser closed, before the page answers.
    const abort = () => void call(page, 'abort', [key]).catch(() => undefined);
    listeners.set(channel, (payload) => {
      for (const event of fromWire(payload) as Event[]) options.onEvent(event);
    });
    options.signal?.addEventListener('abort', abort);
    try {
      const working = work(channel);
      if (options.signal?.aborted) abort();
      return await working;
    } finally {
      options.signal?.removeEventListener('abort', abort);
      listeners.delete(channel);
    }
  }

  return {
    describe: () => description,
    get status() {
      return status;
    },
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    start: () => call(page, 'start', [key]),
    run: (project, command, options) =>
      withEvents(options, (channel): Promise<RunEnd> => {
        const { stdin, keep, trace } = options;
        const isWhole = stdin === undefined || typeof stdin === 'string';
        const input = isWhole ? stdin : ({ pieces: true } as const);
        const choices = { input, trace, ...(keep && { keep }) };
        const end = call(page, 'run', [key, channel, toWire(project), [...command], choices]);
        if (!isWhole) void passInput(stdin, page, key);
        return end;
      }),
    check: (project, options) =>
      withEvents(options, (channel): Promise<CheckEnd> => {
        const { timeoutMs, trace } = options;
        return call(page, 'check', [key, channel, toWire(project), { timeoutMs, trace }]);
      }),
    request: (request) => passRequest(page, key, request),
    openWebSocket: (request, events) => passWebSocket(page, listeners, key, request, events),
    findSyntaxProblems: (path, text) => call(page, 'findSyntaxProblems', [key, path, text]),
    async readDatabase(content, question) {
      const answer = await call(page, 'readDatabase', [key, toWire(content), question]);
      if (!answer) throw new RuntimeError('This engine reads no databases.', 'Ask the other one.');
      return answer;
    },
    stop: () => call(page, 'stop', [key]),
    // Not awaited, as the contract has it: the browser may be closed before the page answers.
    dispose: () => void call(page, 'dispose', [key]).catch(() => undefined),
  };
}

let lastNumber = 0;

/** Sends a request from the page; the body is asked for piece by piece. */
async function passRequest(page: DrivenPage, key: string, { signal, ...request }: HttpRequest): Promise<HttpResponse> {
  lastNumber += 1;
  const number = lastNumber;
  // As `abort` of a run: the browser may be closed before the page answers.
  const abort = () => void call(page, 'abortRequest', [number]).catch(() => undefined);
  signal?.addEventListener('abort', abort);
  const head = (await call(page, 'request', [key, number, toWire(request)])) as Omit<HttpResponse, 'body'>;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const piece = fromWire(await call(page, 'readBody', [number])) as Uint8Array<ArrayBuffer> | undefined;
        if (piece) return controller.enqueue(piece);
        controller.close();
      },
      cancel: abort,
    },
    { highWaterMark: 0 },
  );
  return { ...head, body };
}

/** Opens a WebSocket on the page. */
async function passWebSocket(
  page: DrivenPage,
  listeners: Map<string, Listener>,
  key: string,
  { signal: _signal, ...request }: WebSocketRequest,
  events: WebSocketEvents,
): Promise<WebSocketConnection> {
  lastNumber += 1;
  const number = lastNumber;
  const channel = `${key}:socket:${number}`;
  listeners.set(channel, (payload) => {
    const heard = fromWire(payload) as { message: string | Uint8Array<ArrayBuffer> } | { code: number; reason: string };
    if ('message' in heard) events.onMessage(heard.message);
    else events.onClose(heard.code, heard.reason);
  });
  const opened = await call(page, 'openWebSocket', [key, number, channel, toWire(request)]);
  return {
    ...(opened as Pick<WebSocketConnection, 'protocol' | 'headers'>),
    send: (message) => void call(page, 'sendToSocket', [number, toWire(message)]),
    close: (code, reason) => void call(page, 'closeSocket', [number, code, reason]),
  };
}

/** Passes on what a run is to read. The run may end before the input does, and the browser be closed. */
async function passInput(input: AsyncIterable<string>, page: DrivenPage, key: string): Promise<void> {
  try {
    for await (const text of input) await call(page, 'writeInput', [key, text]);
    await call(page, 'endInput', [key]);
  } catch {
    // Nobody is left to read it.
  }
}
