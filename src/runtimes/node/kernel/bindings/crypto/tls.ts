/** What `node:tls` and `node:https` need to load. Connections they cannot have: the page gives no sockets. */
import { codedError } from '../../coded-error.ts';
import { doNothing } from '../do-nothing.ts';

/** Every TLS client and server begins with one of these. */
class SecureContext {
  constructor() {
    throw codedError(
      Error,
      'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
      'node:tls and node:https cannot open TLS connections in the embedded Node.js, because a browser tab has no TLS ' +
        'sockets. Use node:http: its servers and requests work on the loopback.',
    );
  }
}

export const tlsCalls = {
  SecureContext,
  /** There are no certificates to load. */
  startLoadingCertificatesOffThread: doNothing,
};
