// Random values: their kinds and lengths, never the values.
const crypto = require('node:crypto');

console.log(crypto.randomBytes(16).length, crypto.randomBytes(0), crypto.randomBytes(8).equals(crypto.randomBytes(8)));
console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
console.log(crypto.randomUUID() === crypto.randomUUID({ disableEntropyCache: true }));
const dice = Array.from({ length: 600 }, () => crypto.randomInt(1, 7));
console.log([...new Set(dice)].sort(), crypto.randomInt(1));
console.log(crypto.randomFillSync(Buffer.alloc(10), 5).subarray(0, 5));
console.log(crypto.getRandomValues(new Uint32Array(4)).length, crypto.webcrypto === globalThis.crypto);
console.log(crypto.timingSafeEqual(Buffer.from('same'), Buffer.from('same')), crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b')));
crypto.randomBytes(4, (error, bytes) => {
  console.log('bytes', error, bytes.length);
  crypto.randomFill(new Uint16Array(4), (failure, filled) => {
    console.log('fill', failure, filled.constructor.name, filled.length);
    crypto.randomInt(10, (none, number) => {
      console.log('int', none, number >= 0 && number < 10);
      // Only now: how long a thread looks for a safe prime is chance.
      crypto.generatePrime(32, { safe: true, bigint: true }, (late, safe) => console.log(late, crypto.checkPrimeSync((safe - 1n) / 2n)));
    });
  });
});
const prime = crypto.generatePrimeSync(64, { bigint: true });
console.log(typeof prime, prime.toString(2).length, crypto.checkPrimeSync(prime), crypto.checkPrimeSync(91n));
console.log(crypto.secureHeapUsed());
