const attempts = [
  () => undefined.x, () => null.x, () => { const o = {}; o.f(); }, () => x, () => { const c = 1; c = 2; },
  () => { let u; u(); }, () => ({}).a.b, () => new (class A { #p; static t(o) { return o.#p; } }).t({}),
  () => [].reduce((a, b) => a), () => new Array(-1), () => 'x'.repeat(-1), () => JSON.parse('{bad'), () => JSON.parse(''),
  () => { const a = {}; a.a = a; JSON.stringify(a); }, () => Symbol() + '', () => BigInt(1.5), () => 1n + 1,
  () => { const [a] = undefined; }, () => { const { a } = null; }, () => { for (const x of 5); }, () => new 5, () => decodeURIComponent('%'),
  () => { 'use strict'; Object.freeze([1]).push(2); }, () => { class A { constructor() { this.x; } } A(); }, () => (1).toFixed(101),
  () => { class B extends Object { constructor() { this.x = 1; } } new B(); }, () => [...null], () => Reflect.construct(1), () => ({}) instanceof 5,
  () => 'a' in 'b', () => new Proxy({}, null), () => Object.defineProperty(1, 'a', {}), () => new Intl.DateTimeFormat('xx-invalid-locale-zz'),
  () => structuredClone(() => {}), () => new Date(NaN).toISOString(), () => { let a = b; let b = 1; }, () => String.fromCodePoint(-1), () => /(/.test(''),
];
for (const attempt of attempts) {
  try { attempt(); console.log('no error', String(attempt)); } catch (error) { console.log(`${error.name}: ${error.message}`); }
}
