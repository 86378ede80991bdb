/** Programs whose speed in the engine is compared with the real Node's. Each prints, last of all, what it measured. */

export interface SpeedProgram {
  readonly name: string;
  /** One file; `.mjs` runs as an ES module. */
  readonly file: 'main.js' | 'main.mjs';
  readonly code: string;
  readonly measures: 'ms' | 'requests/s';
  /** The most that the engine may take, in times of the real Node; or the least it must reach. */
  readonly atMostTimes?: number;
  readonly atLeast?: number;
}

const timed = (work: string) => `const began = performance.now();\n${work}\nconsole.log(performance.now() - began);`;
const timedByCallback = (work: string) =>
  `const began = performance.now();\nconst done = () => console.log(performance.now() - began);\n${work}`;

const CPU = `
function fibonacci(n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
fibonacci(31);
let sum = 0;
for (let i = 0; i < 5e7; i += 1) sum = (sum * 31 + i) | 0;
const numbers = Array.from({ length: 4e5 }, (_, i) => (i * 7919) % 100_003);
numbers.sort((a, b) => a - b);`;

const MANY = 1_000_000;

export const SPEED_PROGRAMS: readonly SpeedProgram[] = [
  { name: 'CPU-bound, CommonJS', file: 'main.js', code: timed(CPU), measures: 'ms', atMostTimes: 1.15 },
  { name: 'CPU-bound, ES module', file: 'main.mjs', code: timed(CPU), measures: 'ms', atMostTimes: 1.15 },
  {
    name: '1e6 timers',
    file: 'main.js',
    code: timedByCallback(`let left = ${MANY};
      for (let i = 0; i < ${MANY}; i += 1) setTimeout(() => { left -= 1; if (left === 0) done(); }, 1);`),
    measures: 'ms',
    atMostTimes: 3,
  },
  {
    name: '1e6 immediates',
    file: 'main.js',
    code: timedByCallback(`let left = ${MANY};
      for (let i = 0; i < ${MANY}; i += 1) setImmediate(() => { left -= 1; if (left === 0) done(); });`),
    measures: 'ms',
    atMostTimes: 3,
  },
  {
    name: '1e6 ticks',
    file: 'main.js',
    code: timedByCallback(`let left = ${MANY};
      for (let i = 0; i < ${MANY}; i += 1) process.nextTick(() => { left -= 1; if (left === 0) done(); });`),
    measures: 'ms',
    atMostTimes: 3,
  },
  {
    name: '1e6 awaits',
    file: 'main.js',
    code: timedByCallback(`(async () => { for (let i = 0; i < ${MANY}; i += 1) await i; done(); })();`),
    measures: 'ms',
  },
  {
    name: 'readFileSync of 10,000 files',
    file: 'main.js',
    code: `const fs = require('fs');
      fs.mkdirSync('files', { recursive: true });
      for (let i = 0; i < 10_000; i += 1) fs.writeFileSync('files/' + i, 'The content of file ' + i);
      ${timed(`for (let i = 0; i < 10_000; i += 1) fs.readFileSync('files/' + i, 'utf8');`)}`,
    measures: 'ms',
    atMostTimes: 1.5,
  },
  {
    name: 'http hello world',
    file: 'main.js',
    code: `const http = require('http');
      const REQUESTS = 3000;
      const server = http.createServer((request, response) => response.end('hello world'));
      server.listen(0, async () => {
        const agent = new http.Agent({ keepAlive: true });
        const ask = () => new Promise((resolve, reject) => {
          http.get({ port: server.address().port, agent }, (response) => response.resume().on('end', resolve))
            .on('error', reject);
        });
        for (let i = 0; i < 300; i += 1) await ask();
        const began = performance.now();
        await Promise.all(Array.from({ length: 10 }, async () => {
          for (let i = 0; i < REQUESTS / 10; i += 1) await ask();
        }));
        console.log(REQUESTS / ((performance.now() - began) / 1000));
        agent.destroy();
        server.close();
      });`,
    measures: 'requests/s',
    atLeast: 2000,
  },
];
