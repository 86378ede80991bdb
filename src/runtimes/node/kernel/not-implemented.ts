import { reasonFor } from './availability.ts';

/** An API of Node that this engine does not have was reached. The message names it, says why and what to do. */
export class NotImplementedError extends Error {
  readonly code = 'ERR_NOT_IN_EMBEDDED_NODE';

  /** `api` is the native name, for instance `process_wrap.Process.spawn`, or what the program asked for. */
  constructor(api: string) {
    super(`The embedded Node.js has no ${api}. ${reasonFor(api)}`);
    this.name = 'NotImplementedError';
  }
}
