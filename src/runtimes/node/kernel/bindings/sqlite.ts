import type { BindingFactory } from '../kernel.ts';

/** All of it is a part of the engine, loaded when a program first asks for `node:sqlite`. */
export const createSqliteBinding: BindingFactory = (kernel, stub) =>
  kernel.loadPart<typeof import('../../parts/sqlite.ts')>('sqlite').createSqliteBinding(kernel, stub);
