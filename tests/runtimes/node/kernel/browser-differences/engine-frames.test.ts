import { expect, it } from 'vitest';
import { parseEngineFrames } from '../../../../../src/runtimes/node/kernel/browser-differences/engine-frames.ts';
import { columnOfCall } from '../../../../../src/runtimes/node/kernel/browser-differences/source-trees.ts';

const MODULE = 'globalThis.twinstackNodeLibrary.modules["internal/modules/cjs/loader"]';

it.each([
  ['f@/project/main.js:2:21', 'f'],
  ['@/project/main.js:4:7', ''],
  ['outer/inner@file:///project/main.mjs:1:2', 'inner'],
  ['outer/<@/project/main.js:1:2', ''],
  [`${MODULE}</Module.prototype._compile@http://host/lib-1.js:3:4`, 'Module._compile'],
  [`${MODULE}</Module._extensions[".js"]@http://host/lib-1.js:3:4`, 'Object..js'],
  [`${MODULE}<@http://host/lib-1.js:3:4`, ''],
])('reads the name in %s', (line, name) => {
  expect(parseEngineFrames(`${line}\n`)).toMatchObject([{ name }]);
});

it('leaves out what has no position', () => {
  expect(parseEngineFrames('forEach@[native code]\nf@/a.js:1:2')).toHaveLength(1);
});

it.each([
  ['  call(1)', 7, 3],
  ['  object.method(1)', 16, 16],
  ['(function () {})()', 17, 17],
])('puts a call in %j where V8 does', (line, column, expected) => {
  expect(columnOfCall(line, column)).toBe(expected);
});
