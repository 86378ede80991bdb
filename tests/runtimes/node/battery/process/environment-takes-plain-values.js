const define = (descriptor) => {
  try {
    Object.defineProperty(process.env, 'WORD', descriptor);
    return process.env.WORD;
  } catch ({ name, code, message }) {
    return `${name} ${code}: ${message}`;
  }
};
console.log(define({ value: 'plain', configurable: true, writable: true, enumerable: true }));
console.log(define({ value: 'hidden' }));
console.log(define({ value: 'hidden', configurable: true, writable: true, enumerable: false }));
console.log(define({ configurable: true }));
console.log(define({ get: () => 'computed', configurable: true, enumerable: true }));
console.log(process.env.WORD);
process.env.COUNT = 3;
console.log(typeof process.env.COUNT, 'COUNT' in process.env, delete process.env.COUNT, process.env.COUNT);
console.log(process instanceof process.constructor, process.constructor.name);
console.log(Object.getPrototypeOf(process) instanceof require('node:events'));
console.log(process.config.variables.v8_enable_i18n_support);
