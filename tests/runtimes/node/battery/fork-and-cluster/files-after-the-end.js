// Nobody sends a message: what a child or a thread wrote is there when it has ended.
const { fork } = require('node:child_process');
const { Worker, isMainThread } = require('node:worker_threads');
const fs = require('node:fs');

if (!isMainThread) {
  fs.writeFileSync('of-thread.txt', 'thread');
} else if (process.send) {
  const descriptor = fs.openSync('of-child.txt', 'a');
  fs.appendFile(descriptor, 'child', () => {});
  process.on('exit', () => fs.closeSync(descriptor));
} else {
  const read = (file) => console.log(file, fs.readFileSync(file, 'utf8'));
  fork(__filename).on('exit', () => {
    read('of-child.txt');
    new Worker(__filename).on('exit', () => {
      read('of-thread.txt');
      fork(__filename, { execArgv: ['--redirect-warnings=warnings.txt', '-r', './warn.js'] }).on('exit', () => {
        console.log(fs.readFileSync('warnings.txt', 'utf8').includes('Warning: redirected'));
      });
    });
  });
  fs.writeFileSync('warn.js', 'process.emitWarning("redirected")');
}
