/** `internalBinding('tcp_wrap')` over the loopback network (Node.js src/tcp_wrap.cc). */

import { AsyncWrap } from '../../async-wrap.ts';
import type { BindingFactory } from '../../kernel.ts';
import { isIpv6, type ListenAddress, type SocketAddress } from '../../network/addresses.ts';
import { HAND_OVER, type HandedOver } from '../../threads/handed-over-connections.ts';
import { StreamHandle } from './stream-handle.ts';
import type { StreamRequest } from './stream-wrap.ts';
import type { Transport } from './transport.ts';

/** `TCPConstants`: the library says what a handle is for. */
const SOCKET = 0;
const SERVER = 1;
const UV_TCP_IPV6ONLY = 1;

const LOOPBACK_ADDRESS = /^(127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1?|::ffff:127\.\d+\.\d+\.\d+)$/;

export const createTcpWrapBinding: BindingFactory = (kernel, stub) => {
  class TCP extends StreamHandle {
    onconnection?: unknown;
    #own: ListenAddress | undefined;
    #remote: SocketAddress | undefined;
    #stopListening: (() => void) | undefined;
    /** Another process listens there too. */
    #isShared = false;

    constructor(type: number) {
      super(kernel, type === SERVER ? 'TCPSERVERWRAP' : 'TCPWRAP');
    }

    /** For what came from another process, or from a server. */
    static of(handedOver: HandedOver): TCP {
      const isServer = 'server' in handedOver;
      const handle = new TCP(isServer ? SERVER : SOCKET);
      handle.#isShared = isServer;
      handle.#own = isServer ? handedOver.server : handedOver.own;
      if (isServer) return handle;
      handle.#remote = handedOver.remote;
      handle.attach(handedOver.transport);
      return handle;
    }

    [HAND_OVER](): HandedOver | undefined {
      const transport = this.detach();
      if (transport) return { transport, own: this.#own, remote: this.#remote };
      return this.#own && { server: this.#own };
    }

    override get active(): boolean {
      return this.#stopListening !== undefined || super.active;
    }

    bind(address: string, port: number): number {
      if (!LOOPBACK_ADDRESS.test(address)) return kernel.uvErrors.errno('EADDRNOTAVAIL');
      this.#own = { address, port: port === 0 ? kernel.network.takeEphemeralPort() : port };
      return 0;
    }

    bind6(address: string, port: number, flags = 0): number {
      const status = this.bind(address, port);
      if (this.#own && flags & UV_TCP_IPV6ONLY) this.#own = { ...this.#own, isIpv6Only: true };
      return status;
    }

    listen(): number {
      const own = this.#own ?? { address: '::', port: kernel.network.takeEphemeralPort() };
      this.#own = own;
      if (!this.#isShared && kernel.network.isTaken(own)) return kernel.uvErrors.errno('EADDRINUSE');
      this.#stopListening = kernel.network.listen(own, (end, from, to) => this.#accept(end, from, to));
      kernel.page.announceListening(own);
      return 0;
    }

    #accept(end: Transport, from: SocketAddress, to: SocketAddress): void {
      // A server that takes both families sees IPv4 clients by mapped addresses.
      const isMapped = this.#own !== undefined && isIpv6(this.#own.address) && !isIpv6(to.address);
      const seen = (at: SocketAddress) => (isMapped ? { ...at, address: `::ffff:${at.address}` } : at);
      kernel.loop.postReady(() => {
        if (this.closed) {
          end.close('reset');
          return;
        }
        const client = TCP.of({ transport: end, own: seen(to), remote: seen(from) });
        this.makeCallback(this.onconnection, 0, client);
      });
    }

    connect(request: StreamRequest, address: string, port: number): number {
      if (!LOOPBACK_ADDRESS.test(address)) return kernel.uvErrors.errno('ENETUNREACH');
      // Another socket's port was found to be taken when this one was bound; libuv tells of it now.
      if (this.#own && kernel.network.isTaken(this.#own)) return kernel.uvErrors.errno('EADDRINUSE');
      const called = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
      this.#own ??= { address: called, port: kernel.network.takeEphemeralPort() };
      const remote = { address: called, port };
      const finish = this.beginRequest();
      const onAnswer = (end: Transport | undefined) => {
        if (end && this.closed) end.close('end');
        else if (end) this.#open(end, remote);
        finish(() => {
          const status = this.closed ? 'ECANCELED' : 'ECONNREFUSED';
          const connected = end !== undefined && !this.closed;
          const code = connected ? 0 : kernel.uvErrors.errno(status);
          request.makeCallback(request.oncomplete, code, this, request, connected, connected);
        });
      };
      const end = kernel.network.connect(remote, this.#own);
      if (end || !kernel.network.others) onAnswer(end);
      else kernel.network.others.connect(remote, this.#own, onAnswer);
      return 0;
    }

    #open(end: Transport, remote: SocketAddress): void {
      this.#remote = remote;
      this.attach(end);
    }

    connect6(request: StreamRequest, address: string, port: number): number {
      return this.connect(request, address, port);
    }

    getsockname(target: object): number {
      return describe(this.#own, target, 'EBADF');
    }

    getpeername(target: object): number {
      return describe(this.#remote, target, 'ENOTCONN');
    }

    /** Closes with a reset instead of an orderly end. */
    reset(callback?: unknown): number {
      this.transport?.close('reset');
      this.close(callback);
      return 0;
    }

    open(): number {
      return kernel.uvErrors.errno('ENOTSUP');
    }

    setNoDelay(): number {
      return 0;
    }

    setKeepAlive(): number {
      return 0;
    }

    setSimultaneousAccepts(): number {
      return 0;
    }

    setTypeOfService(): number {
      return 0;
    }

    getTypeOfService(): number {
      return 0;
    }

    protected override onClose(): void {
      super.onClose();
      if (this.#stopListening === undefined || this.#own === undefined) return;
      this.#stopListening();
      this.#stopListening = undefined;
      kernel.page.announceClosed(this.#own);
    }
  }

  class TCPConnectWrap extends AsyncWrap {
    constructor() {
      super(kernel, 'TCPCONNECTWRAP');
    }
  }

  function describe(at: SocketAddress | undefined, target: object, missing: string): number {
    if (at === undefined) return kernel.uvErrors.errno(missing);
    const { address, port } = at;
    Object.assign(target, { family: isIpv6(address) ? 'IPv6' : 'IPv4', address, port });
    return 0;
  }

  return Object.assign(stub, { TCP, TCPConnectWrap });
};
