const { fork } = require('node:child_process');
const { once } = require('node:events');

const roles = {
  async patient() {
    process.on('SIGTERM', () => {
      console.log('patient got SIGTERM');
      process.exit(9);
    });
    process.send('ready');
    setInterval(() => undefined, 1000);
  },
  endless() {
    process.send('ready', () => {
      for (;;);
    });
  },
  waiting() {
    process.send('ready');
    setInterval(() => undefined, 1000);
  },
  exits() {
    process.on('exit', (code) => console.log('exit event in the child', code));
    process.exit(12);
  },
};

async function main() {
  for (const [role, signal] of [['patient', 'SIGTERM'], ['endless', 'SIGKILL'], ['waiting', undefined]]) {
    const child = fork(__filename, [role]);
    await once(child, 'message');
    console.log(role, child.kill(signal), child.killed, await once(child, 'exit'), child.exitCode, child.signalCode);
    console.log(child.kill());
  }
  console.log(await once(fork(__filename, ['exits']), 'exit'));
  const aborted = new AbortController();
  const child = fork(__filename, ['waiting'], { signal: aborted.signal });
  child.on('error', (error) => console.log(error.name, error.code));
  await once(child, 'message');
  aborted.abort();
  console.log(await once(child, 'exit'));
}
const role = roles[process.argv[2]];
if (role) role();
else main();
