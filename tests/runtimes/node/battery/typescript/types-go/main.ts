import type { Shape } from './shapes.ts';
import { area, type Circle, Square } from './shapes.ts';
import legacy from './legacy.cts';

interface Named { readonly name: string }
type Pair<T> = [T, T];

const circle: Circle = { kind: 'circle', radius: 2 };
const shapes: Shape[] = [circle, new Square(3)];
for (const shape of shapes) console.log(shape.kind, area(shape).toFixed(2));

function pair<T extends Named>(a: T, b: T): Pair<T> {
  return [a, b] as const satisfies Pair<T>;
}
console.log(pair<Named>({ name: 'x' }, { name: 'y' })!.map((one) => one.name));
abstract class Base { protected abstract go(): number; declare hidden: string; public run(this: Base): number { return this.go(); } }
class Derived extends Base { private readonly n: number = 4; override go(): number { return this.n; } }
console.log(new Derived().run(), legacy.answer, process.features.typescript);
try {
  (undefined as unknown as Named).name;
} catch (error) {
  console.log((error as Error).stack?.split('\n').slice(0, 2).join('\n'));
}
