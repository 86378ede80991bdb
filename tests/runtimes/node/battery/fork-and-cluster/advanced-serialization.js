const { fork } = require('node:child_process');

if (process.send) {
  process.on('message', (message) => {
    process.send({ back: message, kinds: [message.map instanceof Map, Buffer.isBuffer(message.bytes), typeof message.big] });
    process.disconnect();
  });
} else {
  const child = fork(__filename, { serialization: 'advanced' });
  child.on('message', (message) => console.log(message));
  child.on('exit', (code) => console.log(code));
  try {
    child.send(() => 1);
  } catch (error) {
    console.log(error.name, error.code);
  }
  child.send({ map: new Map([[1, new Set(['x'])]]), bytes: Buffer.from('abc'), big: 12n, when: new Date(0) });
}
