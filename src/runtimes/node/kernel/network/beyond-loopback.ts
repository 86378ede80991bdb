import type { Kernel } from '../kernel.ts';

const warned = new WeakSet<Kernel>();

/**
 * Says once why a host cannot be reached, beside the error that Node gives for it: the program is right, there is only
 * no network here.
 */
export function warnBeyondLoopback(kernel: Kernel, host: string): void {
  if (warned.has(kernel)) return;
  warned.add(kernel);
  const { emitWarning } = kernel.process as { emitWarning(message: string, type: string): void };
  emitWarning(
    `"${host}" cannot be reached: the embedded Node.js runs in the browser tab, without a network. ` +
      'Only servers of the program itself answer, at localhost.',
    'EmbeddedNodeWarning',
  );
}
