const { EventEmitter } = require('node:events');
const emitter = new EventEmitter({ captureRejections: true });
emitter.on('work', async () => { throw new Error('inside a listener'); });
emitter.on('error', (error) => console.log('error event:', error.message));
emitter.emit('work');
