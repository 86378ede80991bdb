import type { PortMessage } from './message.ts';
import { PortData, type PortPeer } from './port-data.ts';

/** Carries messages to the same-named groups of other threads. */
export interface BroadcastLine {
  send(message: PortMessage): void;
  close(): void;
}

/** Opens a line to other threads, which calls `deliver` for what comes from them. */
export type OpenLine = (name: string, deliver: (message: PortMessage) => void) => BroadcastLine;

interface Group {
  readonly members: Set<PortData>;
  line: BroadcastLine | undefined;
}

/** BroadcastChannels of this thread by their names. */
export class BroadcastGroups {
  readonly #groups = new Map<string, Group>();
  #openLine: OpenLine | undefined;

  /** A new member of the group; it hears what others say from now on. */
  join(name: string): PortData {
    const group = this.#groups.get(name) ?? { members: new Set(), line: undefined };
    this.#groups.set(name, group);
    group.line ??= this.#open(name, group);
    const data = new PortData();
    group.members.add(data);
    data.refusesTransfer = true;
    data.peer = this.#peerOf(name, group, data);
    return data;
  }

  /** There are other threads from now on. */
  connect(openLine: OpenLine): void {
    if (this.#openLine) return;
    this.#openLine = openLine;
    for (const [name, group] of this.#groups) group.line ??= this.#open(name, group);
  }

  #open(name: string, group: Group): BroadcastLine | undefined {
    return this.#openLine?.(name, (message) => {
      for (const member of group.members) member.deliver(message);
    });
  }

  #peerOf(name: string, group: Group, self: PortData): PortPeer {
    return {
      deliver: (message) => {
        if (message.type === 'close') {
          this.#leave(name, group, self);
          return;
        }
        for (const member of group.members) if (member !== self) member.deliver(message);
        group.line?.send(message);
      },
    };
  }

  #leave(name: string, group: Group, member: PortData): void {
    group.members.delete(member);
    if (group.members.size > 0) return;
    group.line?.close();
    this.#groups.delete(name);
  }
}
