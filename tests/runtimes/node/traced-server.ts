/** A server whose paths go through what a request can go through, and its traces. */
import type { RunEvent, Runtime } from '../../../src/runtimes/runtime.ts';
import type { TraceKind } from '../../../src/runtimes/trace.ts';
import { requestTraces } from '../sound-request-trace.ts';

export const SERVER = `const http = require('node:http');
const { readFile } = require('node:fs/promises');
const { setTimeout: sleep } = require('node:timers/promises');

const routes = {
  '/': (req, res) => res.end('hello'),
  async '/waits'(req, res) {
    await sleep(20);
    res.writeHead(201, { 'x-a': 'b' });
    res.write('zoë');
    setTimeout(() => res.end('end'), 5);
  },
  async '/reads'(req, res) {
    const text = await readFile(__filename, 'utf8');
    res.end(String(text.length > 0));
  },
  '/body'(req, res) {
    let size = 0;
    req.on('data', (chunk) => (size += chunk.length));
    req.on('end', () => {
      console.log('end of the body');
      res.end(String(size));
    });
  },
  '/asks'(req, res) {
    http.get({ port: 3000, path: '/reads' }, (inner) => {
      inner.resume().on('end', () => res.end('asked'));
    });
  },
  '/gone': (req, res) => res.destroy(),
  '/throws'() {
    throw new RangeError('too far\\nfor a line');
  },
};
process.on('uncaughtException', (error) => console.error(error.stack));
http
  .createServer(function answer(req, res) {
    routes[req.url](req, res);
  })
  .listen(3000);
`;

/** What was seen of a server that ran and was asked. */
export interface Served {
  readonly events: readonly RunEvent[];
  readonly answers: readonly { readonly path: string; readonly traceId?: string; readonly text: string }[];
}

/** Runs a server and asks it; the traces, by path, when each of the answers has its own. */
export async function serve(where: Runtime, trace: readonly TraceKind[], paths: readonly string[]): Promise<Served> {
  const events: RunEvent[] = [];
  const listening = Promise.withResolvers<void>();
  const traced = Promise.withResolvers<void>();
  const isTraced = (path: string) => requestTraces(events).some((one) => one.path === path);
  const end = where.run({ 'main.js': SERVER }, ['node', 'main.js'], {
    trace,
    onEvent(event) {
      events.push(event);
      if (event.type === 'listening') listening.resolve();
      if (event.type === 'trace' && paths.every(isTraced)) traced.resolve();
    },
  });
  await Promise.race([listening.promise, end]);
  const answers = [];
  for (const path of paths) {
    const body = path === '/body' ? { method: 'POST', body: new Uint8Array(100_000) } : { method: 'GET' };
    try {
      const response = await where.request({ ...body, path, headers: [] });
      const { traceId } = response;
      const text = await new Response(response.body).text();
      answers.push({ path, text, ...(traceId !== undefined && { traceId }) });
    } catch (error) {
      answers.push({ path, text: String(error) });
    }
  }
  if (trace.length > 0) await Promise.race([traced.promise, end]);
  await where.stop();
  await end;
  return { events, answers };
}
