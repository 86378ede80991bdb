// What scripts declare lands on the sandbox; let and const stay between the scripts of a context.
const vm = require('node:vm');

const context = vm.createContext({ a: 1 });
console.log(vm.runInContext('var b = a + 1; function f() { return this === globalThis } let l = 5; a = 7; f()', context));
console.log(context.a, context.b, typeof context.f, context.l, Object.keys(context));
console.log(vm.runInContext('l + b', context), vm.runInContext('typeof process', context));
try {
  vm.runInContext('let l = 1', context);
} catch (error) {
  console.log(error.message);
}
try {
  vm.runInContext('while (true) {}', context, { timeout: 50 });
} catch (error) {
  console.log(error.code, error.message);
}
try {
  vm.runInContext('for (;;) { try { while (1); } catch {} }', context, { timeout: 50 });
} catch (error) {
  console.log(error.code);
}
console.log(vm.runInNewContext('"use strict"; var z = 3; function g() { return z } z = 4; g()'));
console.log(vm.runInThisContext('var shared = 3; shared + 1'), shared, delete globalThis.shared);
console.log(vm.isContext(context), vm.isContext({}));
const run = vm.compileFunction('return a + p + q', ['p'], { parsingContext: context, contextExtensions: [{ q: 100 }] });
console.log(run(10));
console.log(vm.runInNewContext('for (var i = 0, n = 3; i < n; i++); var { x, y = 2 } = { x: 1 }; [i, n, x, y].join()'));
console.log(vm.runInNewContext('x = 1; delete x; typeof x'), vm.runInNewContext('5; var x = 1'));
try {
  new vm.Script('\nthrow new Error("placed")', { filename: 'placed.js', lineOffset: 10 }).runInThisContext();
} catch (error) {
  console.log(error.stack.split('\n').slice(0, 6).join('\n'));
}
