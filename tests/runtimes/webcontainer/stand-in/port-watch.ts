/** Which ports the container's processes listen on, by what Linux tells under /proc. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

type OnChange = (port: number, change: 'open' | 'close') => void;

const LOOK_EVERY_MS = 30;
/** In /proc/net/tcp: a socket that listens. */
const LISTENING = '0A';

export class PortWatch {
  readonly #pids: () => readonly number[];
  readonly #onChange: OnChange;
  readonly #timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  readonly #open = new Set<number>();
  /** Ports of others: whose they are is asked once. */
  readonly #foreign = new Set<string>();

  /** `pids`: the processes that the container has started itself; their descendants count too. */
  constructor(pids: () => readonly number[], onChange: OnChange) {
    this.#pids = pids;
    this.#onChange = onChange;
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const sockets = new Map(listeningSockets().map(({ port, inode }) => [inode, port]));
    const unknown = [...sockets].filter(([inode, port]) => !this.#open.has(port) && !this.#foreign.has(inode));
    if (unknown.length > 0) {
      const own = new Set(descendants(this.#pids()).flatMap(socketsOf));
      for (const [inode, port] of unknown) {
        if (!own.has(inode)) this.#foreign.add(inode);
        else if (!this.#open.has(port)) {
          this.#open.add(port);
          this.#onChange(port, 'open');
        }
      }
    }
    const ports = new Set(sockets.values());
    for (const port of [...this.#open].filter((port) => !ports.has(port))) {
      this.#open.delete(port);
      this.#onChange(port, 'close');
    }
  }
}

function listeningSockets(): { port: number; inode: string }[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTENING)
      .map((fields) => ({ port: Number.parseInt(fields[1]?.split(':')[1] ?? '', 16), inode: fields[9] ?? '' })),
  );
}

function descendants(pids: readonly number[]): number[] {
  return pids.flatMap((pid) => {
    const children = read(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')) ?? '';
    return [pid, ...descendants(children.split(' ').filter(Boolean).map(Number))];
  });
}

function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return (read(() => readdirSync(folder)) ?? []).flatMap((fd) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(read(() => readlinkSync(`${folder}/${fd}`)) ?? '') ?? [];
    return inode ? [inode] : [];
  });
}

/** A process may end while it is looked at. */
function read<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
