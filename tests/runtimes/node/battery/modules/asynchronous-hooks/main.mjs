import { createRequire, register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const ready = new Promise((resolve) => port1.once('message', resolve));
register('./hooks.mjs', import.meta.url, { data: { greeting: 'hello', port: port2 }, transferList: [port2] });
console.log(await ready);
port1.close();
const { default: text, url } = await import('virtual:one');
console.log(text, url);
console.log(import.meta.resolve('virtual:two'));
try {
  await import('missing-package');
} catch (error) {
  console.log(error.code);
}
console.log(createRequire(import.meta.url)('node:path').basename('/a/b'));
