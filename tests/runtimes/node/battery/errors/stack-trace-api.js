function f() {
  const o = {};
  Error.captureStackTrace(o, f);
  return o.stack;
}
console.log(f().split('\n').slice(0, 2).join('|'));
Error.prepareStackTrace = (e, s) =>
  s
    .map(
      (c) =>
        `${c.getFunctionName()}:${c.getLineNumber()}:${c.getColumnNumber()}:${c.isToplevel()}:${c.isNative()}:${c.isConstructor()}`,
    )
    .slice(0, 2)
    .join();
function g() {
  return new Error('x').stack;
}
console.log(g());
Error.prepareStackTrace = undefined;
Error.stackTraceLimit = 1;
console.log(new Error('short').stack.split('\n').length);
Error.stackTraceLimit = 0;
console.log(new Error('none').stack);
Error.stackTraceLimit = 10;
const util = require('util');
console.log(util.getCallSites(1)[0].functionName, util.getCallSites().length > 1);
console.trace('here');
console.assert(1 === 2, 'math %s', 'off');
