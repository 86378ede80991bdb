import { EventEmitter } from 'node:events';
const e = new EventEmitter();
setTimeout(() => {
  e.emit('error', new TypeError('mine'));
}, 1);
