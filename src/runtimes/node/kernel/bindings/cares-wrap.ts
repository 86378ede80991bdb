/**
 * `internalBinding('cares_wrap')`: names. The loopback knows `localhost` and literal addresses; nothing else exists,
 * and nobody is asked.
 */
import { AsyncWrap } from '../async-wrap.ts';
import { codedError } from '../coded-error.ts';
import type { BindingFactory } from '../kernel.ts';
import { warnBeyondLoopback } from '../network/beyond-loopback.ts';
import { addressNumber } from './block-list/ip-address.ts';

interface LookupRequest extends AsyncWrap {
  readonly oncomplete: unknown;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

const DNS_PORT = 53;

/** What the library takes for "There are pending queries." (Node.js src/cares_wrap.h, DNS_ESETSRVPENDING). */
const SERVERS_IN_USE = -1000;

/** Names of well-known ports (IANA). */
const SERVICES: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  25: 'smtp',
  53: 'domain',
  80: 'http',
  443: 'https',
};

const invalidValue = (message: string) => codedError(TypeError, 'ERR_INVALID_ARG_VALUE', message);

/** libuv's error for a resolver that cannot be reached. */
const UNREACHABLE = 'EAI_AGAIN';
/** libuv's error for what cannot be a name. */
const UNKNOWN = 'EAI_NONAME';

/** No name has longer labels, or is longer as a whole (RFC 1035, 2.3.4). */
const isName = (host: string) => host.length <= 253 && host.split('.').every((label) => label.length <= 63);

export const createCaresWrapBinding: BindingFactory = (kernel, stub) => {
  const { URL } = kernel.natives;

  /** The canonical form of an address, or undefined when it is none. */
  const canonicalizeIP = (address: string): string | undefined => {
    if (IPV4.test(address)) return address;
    if (!address.includes(':')) return undefined;
    try {
      return new URL(`http://[${address}]`).hostname.slice(1, -1);
    } catch {
      return undefined;
    }
  };

  const familyOf = (address: string): 4 | 6 | undefined => {
    if (canonicalizeIP(address) === undefined) return undefined;
    return address.includes(':') ? 6 : 4;
  };

  const lookUp = (host: string, family: number): readonly string[] | undefined => {
    if (canonicalizeIP(host) !== undefined) return [host];
    if (host !== 'localhost') return undefined;
    // As Linux does with the usual /etc/hosts: IPv6 first.
    return family === 6 ? ['::1'] : family === 4 ? ['127.0.0.1'] : ['::1', '127.0.0.1'];
  };

  class ChannelWrap extends AsyncWrap {
    constructor() {
      super(kernel, 'DNSCHANNEL');
    }
    /** The queries under way. */
    pending = 0;
    #servers: readonly [string, number][] = [['127.0.0.1', DNS_PORT]];

    getServers(): readonly [string, number][] {
      return this.#servers;
    }
    setServers(servers: readonly (readonly [family: number, address: string, port: number])[]): number {
      if (this.pending > 0) return SERVERS_IN_USE;
      this.#servers = servers.map(([, address, port]) => [address, port]);
      return 0;
    }
    setLocalAddress(first: string, second?: string): void {
      const [family, other] = [first, second].map((address) => address !== undefined && familyOf(address));
      if (family === undefined || other === undefined) throw invalidValue('Invalid IP address.');
      if (family === other) throw invalidValue(`Cannot specify two IPv${family} addresses.`);
    }
    cancel(): void {
      // A query is answered on the next turn of the loop: nothing is under way for long.
    }
  }
  // There is no DNS server on the loopback: c-ares reports what a refused connection gives.
  for (const query of queryNames(stub.ChannelWrap)) {
    Object.defineProperty(ChannelWrap.prototype, query, {
      value(this: ChannelWrap, request: LookupRequest): number {
        this.pending += 1;
        kernel.loop.postIo(() => {
          this.pending -= 1;
          request.makeCallback(request.oncomplete, 'ECONNREFUSED');
        });
        return 0;
      },
    });
  }

  return Object.assign(stub, {
    ChannelWrap,
    GetAddrInfoReqWrap: class GetAddrInfoReqWrap extends AsyncWrap {
      constructor() {
        super(kernel, 'GETADDRINFOREQWRAP');
      }
    },
    GetNameInfoReqWrap: class GetNameInfoReqWrap extends AsyncWrap {
      constructor() {
        super(kernel, 'GETNAMEINFOREQWRAP');
      }
    },
    QueryReqWrap: class QueryReqWrap extends AsyncWrap {
      constructor() {
        super(kernel, 'QUERYWRAP');
      }
    },
    canonicalizeIP,
    convertIpv6StringToBuffer(address: string): unknown {
      const number = addressNumber(address, 6);
      if (number === undefined) return null;
      const { Buffer } = kernel.requireBuiltin('buffer') as {
        Buffer: { from(hex: string, encoding: string): unknown };
      };
      return Buffer.from(number.toString(16).padStart(32, '0'), 'hex');
    },
    strerror: (code: number) => (code === SERVERS_IN_USE ? 'There are pending queries.' : 'unknown'),
    getaddrinfo(request: LookupRequest, host: string, family: number): number {
      const addresses = lookUp(host, family);
      if (!addresses) warnBeyondLoopback(kernel, host);
      const failure = isName(host) ? UNREACHABLE : UNKNOWN;
      const result = addresses ? [null, addresses] : [kernel.uvErrors.errno(failure), undefined];
      kernel.loop.postIo(() => request.makeCallback(request.oncomplete, ...result));
      return 0;
    },
    getnameinfo(request: LookupRequest, host: string, port: number): number {
      const isLoopback = host.startsWith('127.') || canonicalizeIP(host) === '::1';
      const result = isLoopback
        ? [null, 'localhost', SERVICES[port] ?? String(port)]
        : [kernel.uvErrors.errno(UNREACHABLE)];
      kernel.loop.postIo(() => request.makeCallback(request.oncomplete, ...result));
      return 0;
    },
  });
};

/** `queryA`, `queryMx` … as the real class has them. */
function queryNames(ChannelStub: unknown): string[] {
  const { prototype } = ChannelStub as { prototype: object };
  return Object.getOwnPropertyNames(prototype).filter((name) => name.startsWith('query') || name === 'getHostByAddr');
}
