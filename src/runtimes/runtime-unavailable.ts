import { RuntimeError } from './runtime.ts';

/** A runtime cannot be had on this page now; another one may serve in its place. Nothing of the program has run. */
export class RuntimeUnavailable extends RuntimeError {
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, hint, options);
    this.name = 'RuntimeUnavailable';
  }
}
