const assert = require('node:assert');
assert.deepStrictEqual({ a: 1, list: [1, 2, 3] }, { a: 1, list: [1, 2, 4] });
