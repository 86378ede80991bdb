/** The one container of this page: booted when first wanted, shared by all exercises on the page. */
import type { BrowserFacts } from './browser-facts.ts';
import type { Container, ContainerFactory } from './container.ts';
import { GUEST_FOLDER, guestScripts } from './guest-scripts.ts';
import { BOOT_LIMIT_MS, describeObstacle, obstacleFromError } from './obstacles.ts';

/** The page's container, and what was learned when it had booted. */
export interface BootedContainer {
  readonly container: Container;
  /** `20.19.1` */
  readonly nodeVersion: string;
}

/** How far loading is, for the learner; `progress` from 0 to 1. */
export type OnLoading = (step: string, progress: number) => void;

interface SupplyOptions {
  /** Fetches the vendor's package. */
  readonly loadFactory: () => Promise<ContainerFactory>;
  readonly browser: BrowserFacts;
  readonly limitMs?: number;
}

/** The boot's part of the progress; the rest is installing packages. */
export const BOOT_SHARE = 0.6;
/** The service tells nothing of its progress: the bar nears the end as the usual time of a boot (ms) goes by. */
const USUAL_BOOT_MS = 4000;
const DRAW_EVERY_MS = 250;

export class ContainerSupply {
  readonly #options: SupplyOptions;
  /** Going on or done. A boot that hangs stays: the vendor's package cannot begin another one behind it. */
  #booting: Promise<BootedContainer> | undefined;
  #hasHung = false;

  constructor(options: SupplyOptions) {
    this.#options = options;
  }

  /** Resolves with the booted container; rejects with a `RuntimeUnavailable`, at the latest after the limit. */
  async take(onLoading: OnLoading, signal?: AbortSignal): Promise<BootedContainer> {
    const ending = new AbortController();
    const { browser, limitMs = BOOT_LIMIT_MS } = this.#options;
    const began = performance.now();
    const draw = () => {
      const share = 1 - Math.exp((began - performance.now()) / USUAL_BOOT_MS);
      onLoading('Starting WebContainer', share * BOOT_SHARE);
    };
    const obstacle = browser.obstacleAtHand();
    if (obstacle) throw describeObstacle(obstacle);
    draw();
    const drawing = setInterval(draw, DRAW_EVERY_MS);
    try {
      return await Promise.race([
        this.#boot(),
        this.#whenUnreachable(ending.signal),
        rejectAfter(limitMs, ending.signal, async () => {
          this.#hasHung = true;
          return describeObstacle(await browser.obstacleOfHang());
        }),
        rejectWhen(ending.signal, (give) => browser.onOffline(() => give(describeObstacle('offline')))),
        rejectWhen(ending.signal, (give) => onAbort(signal, () => give(describeObstacle('cancelled')))),
      ]);
    } catch (error) {
      throw obstacleFromError(error);
    } finally {
      ending.abort();
      clearInterval(drawing);
    }
  }

  #boot(): Promise<BootedContainer> {
    if (this.#booting && this.#hasHung) this.#options.browser.reloadFrame();
    this.#hasHung = false;
    if (!this.#booting) {
      const booting = this.#bootAnew();
      this.#booting = booting;
      // One that failed, and did not only hang, can be tried again.
      booting.catch(() => {
        this.#booting = undefined;
      });
    }
    return this.#booting;
  }

  async #bootAnew(): Promise<BootedContainer> {
    const factory = await this.#options.loadFactory();
    const container = await factory.boot({ coep: 'credentialless', workdirName: 'twinstack' });
    await container.fs.mkdir(GUEST_FOLDER, { recursive: true });
    for (const [name, source] of Object.entries(guestScripts)) {
      await container.fs.writeFile(`${GUEST_FOLDER}/${name}`, source);
    }
    const { output } = await container.spawn('node', ['--print', 'process.versions.node']);
    return { container, nodeVersion: (await readAll(output)).trim() };
  }

  /** A service that cannot be reached is known long before its boot is given up. */
  async #whenUnreachable(signal: AbortSignal): Promise<never> {
    await this.#options.browser.reachService(signal);
    return new Promise(() => undefined);
  }
}

async function readAll(output: ReadableStream<string>): Promise<string> {
  let text = '';
  await output.pipeTo(
    new WritableStream({
      write(piece) {
        text += piece;
      },
    }),
  );
  return text;
}

/** Rejects after a time unless `signal` is aborted before. */
function rejectAfter(ms: number, signal: AbortSignal, reason: () => Promise<Error>): Promise<never> {
  return rejectWhen(signal, (give) => {
    const timer = setTimeout(() => void reason().then(give), ms);
    return () => clearTimeout(timer);
  });
}

/** Rejects with what `watch` gives; what `watch` returns ends the watching when `signal` is aborted. */
function rejectWhen(signal: AbortSignal, watch: (give: (reason: Error) => void) => () => void): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = watch(reject);
  signal.addEventListener('abort', end, { once: true });
  return promise;
}

function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal?.aborted) listener();
  signal?.addEventListener('abort', listener);
  return () => signal?.removeEventListener('abort', listener);
}
