const fs = require('fs');
async function load(name) {
  try { const a = await name; return [a, await Promise.all([1])]; } catch (e) { throw e; }
}
console.log(load.toString());
console.log(String(async (x) => { for await (const y of x) console.log(await y); }));
const lazy = () => import('fs');
console.log(`${lazy}`);
class A { async m() { await 1 } static s = 1 }
console.log(A.toString());
console.log(A.prototype.m.toString());
console.log(Function.prototype.toString.call(Function.prototype.toString), Function.prototype.toString.name);
try { Function.prototype.toString.call({}) } catch (e) { console.log(e.message) }
const vm = require('vm');
console.log(String(vm.compileFunction('return a;', ['a', 'b'])));
console.log(vm.runInNewContext('Symbol') === Symbol, vm.runInNewContext('Proxy') === Proxy, vm.runInNewContext('Math') === Math);
console.log(vm.runInNewContext('Math.foo = 1; [Math.foo, Math.max(1, 2), JSON.stringify([1]), typeof Symbol("x")].join()'), Math.foo);
console.log(String(vm.runInNewContext('Math')));
console.log(arguments.callee.toString().slice(0, 70));
