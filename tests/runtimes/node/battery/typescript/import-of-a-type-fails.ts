import { Options } from './import-of-a-type-fails.ts';
export interface Options { a: number }
console.log({ a: 1 } as Options);
