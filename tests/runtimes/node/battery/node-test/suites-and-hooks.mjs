import { describe, it, before, after, beforeEach, afterEach } from 'node:test';
import assert from 'node:assert';
const log = [];
describe('suite', () => {
  before(() => log.push('before'));
  after(() => {
    log.push('after');
    console.log(log.join());
  });
  beforeEach(() => log.push('be'));
  afterEach(() => log.push('ae'));
  it('a', () => log.push('a'));
  it('b', async () => {
    log.push('b');
  });
  describe('inner', () => {
    it('c', () => log.push('c'));
    it.skip('d');
    it.todo('e');
    it('throws', () => assert.throws(() => {}, /x/));
  });
});
describe('concurrent', { concurrency: true }, () => {
  it('x', async () => {
    await new Promise((r) => setTimeout(r, 5));
  });
  it('y', () => {});
});
describe('hook fails', () => {
  before(() => {
    throw new Error('no');
  });
  it('never', () => {});
});
