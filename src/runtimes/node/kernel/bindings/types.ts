import type { BindingFactory } from '../kernel.ts';
import { createTypeChecks } from './type-checks.ts';

/** `util.types` (Node.js src/node_types.cc). */
export const createTypesBinding: BindingFactory = (kernel, stub) => {
  const checks = Object.entries(createTypeChecks(kernel)).filter(([name]) => name in stub);
  return Object.assign(stub, Object.fromEntries(checks));
};
