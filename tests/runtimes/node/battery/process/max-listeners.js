const { EventEmitter } = require('node:events');
const emitter = new EventEmitter();
for (let i = 0; i < 12; i += 1) emitter.on('data', () => {});
class Chat extends EventEmitter {}
const chat = new Chat().setMaxListeners(1);
chat.on('message', () => {}); chat.on('message', () => {});
const target = new EventTarget();
require('node:events').setMaxListeners(2, target);
for (let i = 0; i < 4; i += 1) target.addEventListener('x', () => {});
process.on('warning', (warning) => console.log(warning.name, warning.count, warning.type));
