const assert = require('node:assert');
const { describe, it } = require('node:test');
const { takeOrder } = require('../counter.js');

describe('takeOrder', () => {
  it('says "order received" before it returns', async () => {
    assert.deepStrictEqual(await messagesFrom('start', 'caller: takeOrder has returned'), [
      'order received',
      'caller: takeOrder has returned',
    ]);
  });

  it('says "receipt printed" in the tick queue', async () => {
    assert.deepStrictEqual(await messagesFrom('caller: first tick', 'caller: second tick'), [
      'caller: first tick',
      'receipt printed',
      'caller: second tick',
    ]);
  });

  it('says "coffee brewed" in the microtask queue', async () => {
    assert.deepStrictEqual(await messagesFrom('caller: first promise', 'caller: second promise'), [
      'caller: first promise',
      'coffee brewed',
      'caller: second promise',
    ]);
  });

  it('says "cup handed over" in the check phase', async () => {
    assert.deepStrictEqual(await messagesFrom('caller: first immediate', 'caller: second immediate'), [
      'caller: first immediate',
      'cup handed over',
      'caller: second immediate',
    ]);
  });

  it('says each message once, in this order', async () => {
    const messages = await allMessages();
    assert.deepStrictEqual(
      messages.filter((message) => !message.startsWith('caller: ')),
      ['order received', 'receipt printed', 'coffee brewed', 'cup handed over'],
    );
  });
});

/** The messages from `first` to `last`, both included; `start` is where the call begins. */
async function messagesFrom(first, last) {
  const messages = await allMessages();
  return messages.slice(first === 'start' ? 0 : messages.indexOf(first), messages.indexOf(last) + 1);
}

/**
 * Calls takeOrder between callbacks of our own in each queue and collects what comes. The call is made from a callback
 * of the event loop: there the order of ticks and microtasks does not depend on the kind of module.
 */
function allMessages() {
  return new Promise((resolve, reject) => {
    const messages = [];
    const log = (message) => messages.push(message);

    setImmediate(() => {
      try {
        process.nextTick(log, 'caller: first tick');
        queueMicrotask(() => log('caller: first promise'));
        setImmediate(log, 'caller: first immediate');
        takeOrder(log);
        log('caller: takeOrder has returned');
        process.nextTick(log, 'caller: second tick');
        queueMicrotask(() => log('caller: second promise'));
        setImmediate(log, 'caller: second immediate');
        // Late enough for a timer of 0 ms to have come as well, and behind all immediates, however slow the machine.
        setTimeout(() => setImmediate(resolve, messages), 10);
      } catch (error) {
        reject(error);
      }
    });
  });
}
