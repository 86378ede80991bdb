/** Where a socket is on the loopback. */
export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/** Where a server listens. */
export interface ListenAddress extends SocketAddress {
  /** For `::`: IPv4 is left to others (IPV6_V6ONLY). */
  readonly isIpv6Only?: boolean;
}

/** Where a server may be asked for: a port, or the absolute path of a socket file. */
export type ServerPlace = SocketAddress | { readonly path: string };

/** Where a server of the run listens. */
export type ListenPlace = ListenAddress | { readonly path: string };

/** Whether an address is one of IPv6. */
export function isIpv6(address: string): boolean {
  return address.includes(':');
}

/** Whether a server at `at` gets connections to `called`. `::` takes both families, as Linux sockets do unless told otherwise. */
export function accepts({ address, isIpv6Only }: Omit<ListenAddress, 'port'>, called: string): boolean {
  return (address === '::' && !isIpv6Only) || isIpv6(address) === isIpv6(called);
}
