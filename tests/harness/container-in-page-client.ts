/** In the page: what the adapter takes for `@webcontainer/api`, and is a way to the stand-in (container-in-page.ts). */
type Listener = (...args: never[]) => void;

declare function askStandIn(call: readonly unknown[]): Promise<unknown>;

const listeners = new Map<string, Set<Listener>>();
let count = 0;

addEventListener('stand-in', (event) => {
  const [name, ...args] = (event as CustomEvent<[string, ...never[]]>).detail;
  for (const listener of listeners.get(name) ?? []) listener(...args);
});

function hear(name: string, listener: Listener): () => void {
  const present = listeners.get(name) ?? new Set();
  listeners.set(name, present.add(listener));
  return () => present.delete(listener);
}

function nextId(): number {
  count += 1;
  return count;
}

const ask = (...call: readonly unknown[]) => askStandIn(call);

export class WebContainer {
  readonly fs = Object.fromEntries([
    ...['readdir', 'readFile', 'writeFile', 'mkdir', 'rm', 'rename'].map((name) => [
      name,
      (...args: unknown[]) => ask(name, ...args),
    ]),
    [
      'watch',
      (path: string, options: object, listener: Listener) => {
        const id = nextId();
        const close = hear(`watch-${id}`, listener);
        void ask('watch', id, path, options);
        return { close };
      },
    ],
  ]);
  readonly workdir: string;

  static async boot(options: object): Promise<WebContainer> {
    return new WebContainer((await ask('boot', options)) as string);
  }

  constructor(workdir: string) {
    this.workdir = workdir;
  }

  mount(tree: object, options?: object): Promise<unknown> {
    return ask('mount', tree, options);
  }

  on(event: string, listener: Listener): () => void {
    return hear(event, listener);
  }

  async spawn(...args: unknown[]): Promise<object> {
    const id = nextId();
    const exit = Promise.withResolvers<number>();
    const output = new ReadableStream<string>({
      start: (controller) => {
        hear(`output-${id}`, (text: string) => controller.enqueue(text));
        hear(`exit-${id}`, (code: number) => {
          controller.close();
          exit.resolve(code);
        });
      },
    });
    await ask('spawn', id, ...args);
    return {
      exit: exit.promise,
      output,
      input: new WritableStream<string>({ write: (text) => ask('input', id, text) as Promise<void> }),
      kill: () => void ask('kill', id),
      resize: (size: object) => void ask('resize', id, size),
    };
  }

  teardown(): void {
    // The page goes away with it.
  }
}

export function configureAPIKey(): void {
  // The stand-in asks for none.
}
