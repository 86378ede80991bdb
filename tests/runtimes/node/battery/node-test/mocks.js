const test = require('node:test');
const assert = require('node:assert');
test('fn', (t) => {
  const f = t.mock.fn((a, b) => a + b);
  f(1, 2);
  f.mock.mockImplementationOnce(() => 9);
  assert.equal(f(1, 1), 9);
  assert.equal(f.mock.callCount(), 2);
  assert.deepEqual(f.mock.calls[0].arguments, [1, 2]);
});
test('method', (t) => {
  const o = {
    v: 2,
    m(x) {
      return this.v * x;
    },
    get g() {
      return 1;
    },
  };
  t.mock.method(o, 'm', () => 42);
  assert.equal(o.m(1), 42);
  o.m.mock.restore();
  assert.equal(o.m(2), 4);
  t.mock.getter(o, 'g', () => 7);
  assert.equal(o.g, 7);
});
test('timers', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date', 'setImmediate'] });
  const log = [];
  setTimeout(() => log.push('t'), 1000);
  const i = setInterval(() => log.push('i'), 400);
  assert.equal(Date.now(), 0);
  t.mock.timers.tick(1000);
  clearInterval(i);
  assert.deepEqual(log, ['i', 'i', 't']);
  t.mock.timers.setTime(5000);
  assert.equal(Date.now(), 5000);
});
test('plan', (t) => {
  t.plan(2);
  t.assert.ok(true);
});
test('signal', (t) => {
  assert.ok(t.signal instanceof AbortSignal);
  assert.equal(t.name, 'signal');
});
test('snapshot-ish', (t) => {
  t.assert.deepStrictEqual([1], [1]);
  t.assert.throws(
    () => {
      throw new Error('q');
    },
    { message: 'z' },
  );
});
test('property', (t) => {
  const o = { p: 1 };
  t.mock.property(o, 'p', 5);
  assert.equal(o.p, 5);
});
test('waitFor', async (t) => {
  let n = 0;
  const r = await t.waitFor(
    () => {
      if (++n < 3) throw new Error('wait');
      return n;
    },
    { interval: 1 },
  );
  assert.equal(r, 3);
});
