// Callbacks: order, errors, streams, watching.
const fs = require('node:fs');
const dir = fs.mkdtempSync('/tmp/case-');
process.chdir(dir);
console.log('start');
fs.readFile('nope', (error, data) => {
  console.log('readFile', error.message, error.code, data, error.stack === `Error: ${error.message}`);
  fs.writeFile('a.txt', 'abc', (error) => {
    console.log('writeFile', error);
    fs.stat('a.txt', (error, stats) => {
      console.log('stat', error, stats.size, stats.isFile(), stats.constructor.name);
      fs.readFile('a.txt', 'utf8', (error, text) => {
        console.log('text', error, text);
        fs.mkdir('x/y', { recursive: true }, (error, made) => {
          console.log('mkdir', error, made.replace(dir, 'DIR'));
          fs.readdir('.', (error, names) => {
            console.log('readdir', error, names);
            fs.rm('x', { recursive: true }, (error) => {
              console.log('rm', error, fs.existsSync('x'));
              fs.access('x', (error) => {
                console.log('access', error.code);
                streams();
              });
            });
          });
        });
      });
    });
  });
});
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));

function streams() {
  const output = fs.createWriteStream('big.txt');
  output.on('open', (fd) => console.log('open', typeof fd));
  output.on('finish', () => console.log('finish', output.bytesWritten));
  output.on('close', readBack);
  for (let line = 0; line < 5000; line += 1) output.write(`line ${line} ${'x'.repeat(30)}\n`);
  output.end();
}

function readBack() {
  let chunks = 0;
  let bytes = 0;
  fs.createReadStream('big.txt')
    .on('data', (chunk) => {
      chunks += 1;
      bytes += chunk.length;
    })
    .on('end', () => console.log('end', chunks, bytes))
    .on('close', () => partial());
}

function partial() {
  fs.createReadStream('big.txt', { start: 5, end: 15, encoding: 'utf8' })
    .on('data', (text) => console.log('part', text))
    .on('close', () => {
      fs.createReadStream('nope').on('error', (error) => {
        console.log('stream error', error.code, error.syscall);
        // Not at once: two threads of Node's pool would race.
        fs.createWriteStream('no/such').on('error', (error) => {
          console.log('stream error', error.message);
          watch();
        });
      });
    });
}

function watch() {
  const seen = [];
  const watcher = fs.watch('.', (event, name) => {
    seen.push(`${event} ${name}`);
    if (name === 'last') {
      console.log(seen.filter((line) => line.includes('w.txt')));
      watcher.close();
    }
  });
  watcher.on('close', () => console.log('watcher closed'));
  fs.writeFileSync('w.txt', '1');
  fs.renameSync('w.txt', 'w.txt2');
  fs.writeFileSync('last', '');
}
