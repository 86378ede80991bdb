import type { Server } from 'node:http';
import { type EventEmitter, once } from 'node:events';
interface P<T extends object = {}> {
  readonly a?: T;
}
type U = 'a' | 'b';
abstract class Base<T> {
  declare x: number;
  protected readonly v: T;
  constructor(v: T) {
    this.v = v;
  }
  abstract m(): void;
}
class D extends Base<string> implements P {
  override m(): void {
    console.log(this.v as unknown as U, 'x' in this);
  }
}
function over(a: string): string;
function over(a: number): number;
function over(a: any) {
  return a;
}
const g = <T>(x: T): T => x;
let n!: number;
const s = { a: 1 } satisfies Record<string, number>;
console.log(over(1), g<string>('g'), s.a!, typeof once, n);
new D('a').m();
declare const zz: number;
export type { U };
const fn = function (this: Date, ...r: readonly number[]): asserts r is number[] {};
for (const [k, v] of Object.entries(s) as [string, number][]) console.log(k, v);
const e: unknown = new Error('typed');
if (e instanceof Error) throw e;
