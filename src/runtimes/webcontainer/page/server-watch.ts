import type { RunEvent } from '../../runtime.ts';
import type { Container } from './container.ts';

/**
 * The servers of one run. The container tells of ports, not of who opened them: a server that comes while a run goes on
 * is taken to be the run's.
 */
export class ServerWatch {
  readonly #ports: number[] = [];
  readonly #endings: readonly (() => void)[];

  constructor(container: Container, onEvent: (event: RunEvent) => void) {
    this.#endings = [
      container.on('server-ready', (port, url) => {
        if (this.#ports.includes(port)) return;
        this.#ports.push(port);
        onEvent({ type: 'listening', port, url });
      }),
      container.on('port', (port, change) => {
        if (change !== 'close' || !this.#ports.includes(port)) return;
        this.#ports.splice(this.#ports.indexOf(port), 1);
        onEvent({ type: 'listening-ended', port });
      }),
    ];
  }

  /** The port to send a request to: the wanted one if a server listens there, the first one if none is wanted. */
  portFor(wanted: number | undefined): number | undefined {
    return wanted === undefined ? this.#ports[0] : this.#ports.find((port) => port === wanted);
  }

  close(): void {
    for (const end of this.#endings) end();
  }
}
