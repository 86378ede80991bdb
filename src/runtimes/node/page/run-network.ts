import { accepts, type ListenPlace, type ServerPlace } from '../kernel/network/addresses.ts';
import type { DistantConnection } from '../kernel/threads/distant-connections.ts';
import type { PageMessage } from '../worker/messages.ts';

/** A worker of the run, as far as its servers and connections go. */
export interface NetworkMember {
  post(message: PageMessage, transfer?: Transferable[]): void;
}

interface Connection {
  readonly id: string;
  readonly ends: readonly NetworkMember[];
}

/** Which worker of a run listens where, and the connections between its workers. */
export class RunNetwork {
  readonly #servers: { readonly member: NetworkMember; readonly at: ListenPlace }[] = [];
  #connections: Connection[] = [];

  listen(member: NetworkMember, at: ListenPlace): void {
    this.#servers.push({ member, at });
  }

  close(member: NetworkMember, at: ListenPlace): void {
    const index = this.#servers.findIndex((server) => server.member === member && isSame(server.at, at));
    if (index >= 0) this.#servers.splice(index, 1);
  }

  /** Ports on which a worker listens, in the order in which it began. */
  portsOf(member: NetworkMember): readonly number[] {
    return this.#servers.flatMap(({ member: of, at }) => (of === member && 'port' in at ? [at.port] : []));
  }

  /** Passes a connection on to whoever listens there; several that share a server take turns. */
  connect(member: NetworkMember, connection: DistantConnection): void {
    const index = this.#servers.findIndex(({ member: of, at }) => of !== member && gets(at, connection.to));
    const [server] = index < 0 ? [] : this.#servers.splice(index, 1);
    if (!server) {
      connection.port.postMessage('refused');
      return;
    }
    this.#servers.push(server);
    this.#connections.push({ id: connection.id, ends: [member, server.member] });
    server.member.post({ type: 'connection', ...connection }, [connection.port]);
  }

  /** A worker is gone: whoever was connected to it learns of it. Returns where it still listened. */
  leave(member: NetworkMember): readonly ListenPlace[] {
    const broken = this.#connections.filter(({ ends }) => ends.includes(member));
    this.#connections = this.#connections.filter((connection) => !broken.includes(connection));
    for (const { id, ends } of broken) {
      for (const end of ends) if (end !== member) end.post({ type: 'connection-lost', id });
    }
    const left = this.#servers.filter((server) => server.member === member).map(({ at }) => at);
    for (const at of left) this.close(member, at);
    return left;
  }
}

function gets(at: ListenPlace, called: ServerPlace): boolean {
  if ('path' in at || 'path' in called) return 'path' in at && 'path' in called && at.path === called.path;
  return at.port === called.port && accepts(at, called.address);
}

function isSame(one: ListenPlace, other: ListenPlace): boolean {
  if ('path' in one || 'path' in other) return 'path' in one && 'path' in other && one.path === other.path;
  return one.port === other.port && one.address === other.address;
}
