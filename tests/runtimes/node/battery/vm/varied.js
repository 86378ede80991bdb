const vm = require('vm');
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message, e.code);
  }
};
const c = vm.createContext({ x: 2, console, out: [] });
t(() => vm.runInContext('var y = x * 2; globalThis.z = y; y', c));
t(() => [c.y, c.z]);
t(() => vm.runInContext('typeof process + typeof require', c));
t(() => vm.runInNewContext('throw new Error("in")'));
t(() => vm.runInThisContext('1 +'));
t(() => new vm.Script('a.b.c', { filename: 'my.vm' }).runInThisContext());
t(() => vm.runInNewContext('while (true) {}', {}, { timeout: 20 }));
t(() => vm.isContext(c));
t(() => vm.runInContext('const k = 1; let q = 2; function f() { return k + q; } f()', c));
t(() => vm.runInContext('f() + q', c));
t(() => c.k);
t(() => vm.compileFunction('return a + b', ['a', 'b'])(1, 2));
t(() => vm.runInContext('delete globalThis.x; typeof x', c));
t(() => vm.runInContext('"use strict"; undeclared = 1', c));
t(() => vm.runInContext('out.push(...[1,2].map((n) => n * 2)); out.length', c));
t(() => Object.keys(c));
t(() => vm.runInContext('this.constructor.name', c));
t(() => new vm.Script('(() => {').runInThisContext());
