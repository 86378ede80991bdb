import { createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
process.chdir(await fs.mkdtemp('/tmp/case-'));
await fs.writeFile('a.txt', 'one\ntwo\nthree\n');
console.log(await fs.readFile('a.txt', { encoding: 'utf8' }));
try {
  await fs.readFile('nope');
} catch (error) {
  console.log(error.message, error.code, error instanceof Error);
}
await fs.appendFile('a.txt', 'four\n');
const handle = await fs.open('a.txt', 'r+');
console.log((await handle.stat()).size, typeof handle.fd);
const { bytesRead, buffer } = await handle.read(Buffer.alloc(5), 0, 5, 4);
console.log(bytesRead, buffer.toString());
await handle.write('TWO', 4);
for await (const line of handle.readLines({ start: 0 })) console.log('line', line);
await handle.close().catch((error) => console.log(error.message));
for await (const line of createInterface({ input: createReadStream('a.txt') })) console.log('readline', line);
await fs.mkdir('d/e', { recursive: true });
await Promise.all(['x', 'y', 'z'].map((name) => fs.writeFile(`d/${name}`, name)));
console.log(await fs.readdir('d'), (await Promise.all(['x', 'y'].map((n) => fs.readFile(`d/${n}`, 'utf8')))).join());
const entries = [];
for await (const entry of await fs.opendir('d')) entries.push(`${entry.name} ${entry.isDirectory()}`);
console.log(entries.sort());
await fs.rename('d/x', 'd/w');
await fs.copyFile('d/y', 'd/copy');
await fs.cp('d', 'all', { recursive: true });
console.log((await fs.readdir('all', { recursive: true })).sort());
await pipeline(createReadStream('a.txt'), async function* (source) { for await (const c of source) yield String(c).toUpperCase(); }, async (source) => { for await (const c of source) console.log(c); });
await fs.rm('d', { recursive: true });
console.log(await fs.access('d').catch((error) => error.code), await fs.stat('all').then((s) => s.isDirectory()));
const watcher = fs.watch('.', { signal: AbortSignal.timeout(2000) });
setTimeout(() => fs.writeFile('seen.txt', ''), 5);
for await (const event of watcher) {
  console.log(event);
  break;
}
