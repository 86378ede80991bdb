const { EventEmitter } = require('node:events');
class Store extends EventEmitter {}
const store = new Store();
store.emit('error', new Error('disk full'));
