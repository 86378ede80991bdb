const { test, describe, it } = require('node:test');
const assert = require('node:assert');
describe('group', () => {
  it('ok', () => {});
  it('bad', () => assert.equal(3, 4, 'custom'));
});
test('err with cause', () => {
  throw new Error('outer', { cause: new RangeError('inner') });
});
console.log('printed');
