const { execFile, exec, fork, spawn } = require('node:child_process');
const { once } = require('node:events');
const { writeFileSync } = require('node:fs');

async function main() {
  writeFileSync('echo.js', `
    process.stdin.setEncoding('utf8');
    let text = '';
    process.stdin.on('data', (chunk) => (text += chunk));
    process.stdin.on('end', () => { console.log('echo', text, process.cwd().split('/').pop() !== ''); process.exitCode = 4; });
  `);
  const echo = spawn(process.execPath, ['echo.js']);
  let read = '';
  echo.stdout.setEncoding('utf8').on('data', (chunk) => (read += chunk));
  echo.stdin.end('some input');
  console.log(await once(echo, 'close'), read.trim());

  const silent = fork('echo.js', { silent: true });
  silent.stdin.end('to fork');
  silent.stdout.setEncoding('utf8').once('data', (chunk) => console.log('silent:', chunk.trim()));
  console.log(await once(silent, 'close'));

  writeFileSync('fails.js', `console.error('going down'); throw new Error('in a child')`);
  await new Promise((resolve) => {
    execFile(process.execPath, ['fails.js'], (error, stdout, stderr) => {
      console.log(error.code, error.killed, error.signal, [stdout], stderr.split('\n')[0], /in a child/.test(stderr));
      resolve();
    });
  });
  await new Promise((resolve) => {
    exec('node echo.js < /dev/null || true'.slice(0, 12), { env: process.env }, (error, stdout) => {
      console.log(error?.code, stdout.trim());
      resolve();
    }).stdin.end('piped');
  });
  const missing = spawn('no-such-program', ['x']);
  const [error] = await once(missing, 'error');
  console.log(error.code, error.syscall, error.path, error.spawnargs, missing.pid);
}
main();
