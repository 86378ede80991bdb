const { fork } = require('node:child_process');
const fs = require('node:fs');

if (process.send) {
  fs.writeFileSync('from-child.txt', `child read: ${fs.readFileSync('from-parent.txt', 'utf8')}`);
  process.send('written');
} else {
  fs.writeFileSync('from-parent.txt', 'parent');
  const child = fork(__filename);
  child.on('message', () => console.log(fs.readFileSync('from-child.txt', 'utf8')));
}
