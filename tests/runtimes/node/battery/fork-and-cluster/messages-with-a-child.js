const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    if (message.add) process.send({ sum: message.add.reduce((a, b) => a + b), ppidKnown: process.ppid > 0 });
    else process.disconnect();
  });
  // Told by the exit code: the output of two processes has no order.
  process.on('disconnect', () => (process.exitCode = process.connected ? 1 : 7));
  process.send({ ready: true, env: process.env.GREETING, execArgv: process.execArgv, argv: process.argv.slice(2) });
} else {
  const child = fork(__filename, ['child', 'more'], {
    env: { ...process.env, GREETING: 'hello' },
    execArgv: ['--no-warnings'],
  });
  console.log(typeof child.pid, child.connected, process.connected, typeof process.send);
  child.on('spawn', () => console.log('spawn'));
  child.on('message', (message) => {
    console.log('parent got', message);
    child.send(message.ready ? { add: [1, 2, 3] } : { stop: true }, (error) => error && console.log(error));
  });
  child.on('disconnect', () => console.log('parent sees disconnect', child.connected));
  child.on('exit', (code, signal) => console.log('exit', code, signal));
  child.on('close', (code, signal) => console.log('close', code, signal));
}
