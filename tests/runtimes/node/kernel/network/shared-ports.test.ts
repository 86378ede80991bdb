import { describe, expect, it } from 'vitest';
import type { LoopServices } from '../../../../../src/runtimes/node/kernel/loop-services.ts';
import { LoopbackNetwork } from '../../../../../src/runtimes/node/kernel/network/loopback-network.ts';

describe('a port of the loopback', () => {
  const network = () => new LoopbackNetwork({} as LoopServices);
  const accept = () => undefined;

  it('serves two servers of different families', () => {
    const loopback = network();
    loopback.listen({ address: '127.0.0.1', port: 80 }, accept);
    expect(loopback.isTaken({ address: '::1', port: 80 })).toBe(false);
    expect(loopback.isTaken({ address: '127.0.0.1', port: 80 })).toBe(true);
  });

  it('is taken for both families by a server on ::, unless it is for IPv6 only', () => {
    const loopback = network();
    const stop = loopback.listen({ address: '::', port: 80 }, accept);
    expect(loopback.isTaken({ address: '127.0.0.1', port: 80 })).toBe(true);
    stop();
    loopback.listen({ address: '::', port: 80, isIpv6Only: true }, accept);
    expect(loopback.isTaken({ address: '127.0.0.1', port: 80 })).toBe(false);
    expect(loopback.connect({ address: '127.0.0.1', port: 80 }, { address: '127.0.0.1', port: 4000 })).toBeUndefined();
  });
});
