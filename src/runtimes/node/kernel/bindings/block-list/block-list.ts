/** `internalBinding('block_list')`: `net.BlockList` and `net.SocketAddress` (src/node_sockaddr.cc). */
import type { BindingFactory, Kernel } from '../../kernel.ts';
import { addCloneableHandle } from '../../threads/cloneable-handles.ts';
import { LiveHandles } from '../../threads/live-handles.ts';
import { addressNumber, mappedIpv4 } from './ip-address.ts';

/** Linux's numbers, as in the binding's own constants. */
const AF_INET6 = 10;

interface Rule {
  /** As `blockList.rules` shows it. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

class SocketAddress {
  readonly address: string;
  readonly port: number;
  readonly family: 4 | 6;
  readonly flow: number;

  constructor(address: string, port: number, family: number, flow: number) {
    this.address = address;
    this.port = port;
    this.family = family === AF_INET6 ? 6 : 4;
    this.flow = flow;
    if (this.number === undefined) {
      throw Object.assign(new Error('Invalid address'), { code: 'ERR_INVALID_ADDRESS' });
    }
  }

  get number(): bigint | undefined {
    return addressNumber(this.address, this.family);
  }

  detail(target: Record<string, unknown>): Record<string, unknown> {
    const family = this.family === 6 ? AF_INET6 : 2;
    return Object.assign(target, { address: this.address, port: this.port, family, flowlabel: this.flow });
  }

  legacyDetail(): { address: string; port: number; family: string } {
    return { address: this.address, port: this.port, family: `IPv${this.family}` };
  }

  flowlabel(): number {
    return this.flow;
  }
}

class BlockList {
  #rules: Rule[] = [];

  addAddress(address: SocketAddress): void {
    this.#rules.unshift(addressRule(address));
  }

  addAddresses(addresses: readonly SocketAddress[]): void {
    for (const address of addresses) this.addAddress(address);
  }

  /** False when the range runs backwards. */
  addRange(start: SocketAddress, end: SocketAddress): boolean {
    const rule = rangeRule(start, end);
    if (start.family !== end.family || rule.first > rule.last) return false;
    this.#rules.unshift(rule);
    return true;
  }

  addSubnet(network: SocketAddress, prefix: number): void {
    this.#rules.unshift(subnetRule(network, prefix));
  }

  removeAddress(address: SocketAddress): void {
    this.#remove(addressRule(address));
  }

  removeRange(start: SocketAddress, end: SocketAddress): void {
    this.#remove(rangeRule(start, end));
  }

  removeSubnet(network: SocketAddress, prefix: number): void {
    this.#remove(subnetRule(network, prefix));
  }

  check({ family, number = 0n }: SocketAddress): boolean {
    return this.#covers(family, number);
  }

  /** Undefined when the text is no address of that family. */
  checkString(address: string, family: number): boolean | undefined {
    const version = family === AF_INET6 ? 6 : 4;
    const number = addressNumber(address, version);
    return number === undefined ? undefined : this.#covers(version, number);
  }

  getRules(): string[] {
    return this.#rules.map(({ text }) => text);
  }

  getSize(): number {
    return this.#rules.length;
  }

  clear(): void {
    this.#rules = [];
  }

  /** What another thread needs to make the same list. */
  get rules(): readonly Rule[] {
    return this.#rules;
  }

  static of(rules: readonly Rule[]): BlockList {
    const list = new BlockList();
    list.#rules = [...rules];
    return list;
  }

  #covers(family: 4 | 6, number: bigint): boolean {
    const mapped = family === 6 ? mappedIpv4(number) : undefined;
    return this.#rules.some(
      (rule) => contains(rule, family, number) || (mapped !== undefined && contains(rule, 4, mapped)),
    );
  }

  #remove({ text }: Rule): void {
    this.#rules = this.#rules.filter((rule) => rule.text !== text);
  }
}

function addressRule({ address, family, number = 0n }: SocketAddress): Rule {
  return { text: `Address: IPv${family} ${address}`, family, first: number, last: number };
}

function rangeRule(start: SocketAddress, end: SocketAddress): Rule {
  const text = `Range: IPv${start.family} ${start.address}-${end.address}`;
  return { text, family: start.family, first: start.number ?? 0n, last: end.number ?? 0n };
}

function subnetRule({ address, family, number = 0n }: SocketAddress, prefix: number): Rule {
  const hostBits = BigInt((family === 4 ? 32 : 128) - prefix);
  const first = (number >> hostBits) << hostBits;
  return { text: `Subnet: IPv${family} ${address}/${prefix}`, family, first, last: first | ((1n << hostBits) - 1n) };
}

function contains(rule: Rule, family: 4 | 6, number: bigint): boolean {
  return rule.family === family && rule.first <= number && number <= rule.last;
}

interface PackedBlockList {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** Lets messages carry lists and addresses: a list is the same one for all of its thread, another thread gets a copy. */
export function registerBlockListCloning(kernel: Kernel): void {
  const live = new LiveHandles<BlockList>(kernel.natives.crypto.randomUUID());
  addCloneableHandle<BlockList>(kernel, {
    name: 'block list',
    owns: (object): object is BlockList => object instanceof BlockList,
    pack: (list): PackedBlockList => ({ name: live.nameOf(list), rules: list.rules }),
    unpack(packed) {
      const { name, rules } = packed as PackedBlockList;
      return live.find(name) ?? BlockList.of(rules);
    },
  });
  addCloneableHandle<SocketAddress>(kernel, {
    name: 'socket address',
    owns: (object): object is SocketAddress => object instanceof SocketAddress,
    pack: ({ address, port, family, flow }) => [address, port, family === 6 ? AF_INET6 : 2, flow],
    unpack: (packed) => new SocketAddress(...(packed as [string, number, number, number])),
  });
}

export const createBlockListBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, { BlockList, SocketAddress });
