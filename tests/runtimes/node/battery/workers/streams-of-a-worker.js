const { once } = require('node:events');
const { Worker, isMainThread } = require('node:worker_threads');

async function main() {
  const silent = new Worker(__filename, { stdin: true, stdout: true, stderr: true });
  const read = { out: '', err: '' };
  silent.stdout.setEncoding('utf8').on('data', (text) => (read.out += text));
  silent.stderr.setEncoding('utf8').on('data', (text) => (read.err += text));
  silent.stdin.write('first ');
  silent.stdin.end('second');
  console.log(await once(silent, 'exit'), read);
  const open = new Worker(`console.log('straight'); console.error('to the error stream')`, { eval: true });
  await once(open, 'exit');
  console.log('done');
}
if (isMainThread) {
  main();
} else {
  let text = '';
  process.stdin.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  process.stdin.on('end', () => {
    console.log('read:', text);
    console.error('an error line');
    process.stdout.write('no newline');
  });
}
