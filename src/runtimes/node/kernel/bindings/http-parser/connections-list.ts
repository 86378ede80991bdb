/** What the server's list of connections needs to know of a parser. */
export interface TrackedConnection {
  /** When the current message began, ms; 0 while the connection is idle. */
  readonly messageStart: number;
  readonly headersCompleted: boolean;
}

/** `ConnectionsList`: the parsers of a server's connections, for its time limits and `closeIdleConnections`. */
export function createConnectionsListClass(now: () => number) {
  return class ConnectionsList {
    readonly #connections = new Set<TrackedConnection>();

    /** For the parsers, not for the library. */
    static track(list: object, connection: TrackedConnection): void {
      if (list instanceof ConnectionsList) list.#connections.add(connection);
    }

    static forget(list: object, connection: TrackedConnection): void {
      if (list instanceof ConnectionsList) list.#connections.delete(connection);
    }

    all(): TrackedConnection[] {
      return [...this.#connections];
    }

    idle(): TrackedConnection[] {
      return this.all().filter(({ messageStart }) => messageStart === 0);
    }

    active(): TrackedConnection[] {
      return this.all().filter(({ messageStart }) => messageStart !== 0);
    }

    /** Connections whose message takes longer than allowed (0: no limit), ms; they leave the list. */
    expired(headersTimeoutMs: number, requestTimeoutMs: number): TrackedConnection[] {
      const time = now();
      const late = this.active().filter(({ messageStart, headersCompleted }) => {
        const age = time - messageStart;
        const lateHeaders = !headersCompleted && headersTimeoutMs > 0 && age > headersTimeoutMs;
        return lateHeaders || (requestTimeoutMs > 0 && age > requestTimeoutMs);
      });
      for (const connection of late) this.#connections.delete(connection);
      return late;
    }
  };
}
