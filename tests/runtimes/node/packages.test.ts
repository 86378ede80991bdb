/** Packages from npm run in the embedded engine as in Node.js itself: Express from an exercise's archive, others as files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withProjectFolder } from '../../../src/authoring/native/project-folder.ts';
import type { Project } from '../../../src/runtimes/runtime.ts';
import type { RequestTrace } from '../../../src/runtimes/trace.ts';
import { shareEngine } from '../../harness/engines.ts';
import { expectSoundTrace } from '../sound-request-trace.ts';
import { readInstalledPackage } from './installed-package.ts';
import { runInEngine, runInFolder } from './real-and-embedded.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const manifest = readFileSync(join(root, 'exercises/express-router/starter/package.json'), 'utf8');

const { runtime } = shareEngine('node');

/** Sends requests to port 3000 and prints what came back. */
const ASK = `
import { request } from 'node:http';
export function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json' } : {};
    request({ port: 3000, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.on('end', () => {
        console.log(method, path, response.statusCode, response.headers['content-type'], response.headers.etag, text);
        resolve();
      });
    }).on('error', reject).end(body);
  });
}
`;

const EXPRESS = `
import express, { Router } from 'express';
import { ask } from './ask.mjs';
const app = express().use(express.json());
app.get('/', (request, response) => response.send('Hello, world!'));
const books = Router();
books.get('/:id', (request, response) => response.json({ id: request.params.id, query: request.query }));
books.post('/', (request, response) => response.status(201).location('/books/1').json(request.body));
app.use('/books', books);
app.use((error, request, response, next) => response.status(error.status).json({ type: error.type }));
const server = app.listen(3000, async () => {
  await ask('GET', '/');
  await ask('GET', '/books/7?shelf=a&of[0]=b');
  await ask('POST', '/books', '{"title":"Zoë"}');
  await ask('POST', '/books', '{"title":');
  await ask('GET', '/nowhere');
  server.close();
});
`;

const FASTIFY = `
import Fastify from 'fastify';
import { ask } from './ask.mjs';
const app = Fastify();
app.get('/', async () => ({ hello: 'world' }));
const id = { type: 'object', properties: { id: { type: 'integer' } } };
app.get('/books/:id', { schema: { params: id, response: { 200: id } } }, async ({ params }) => ({ ...params, extra: 1 }));
const body = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } };
app.post('/books', { schema: { body } }, async (request, reply) => reply.code(201).send(request.body));
app.register(async (scope) => scope.get('/ping', async () => 'pong'), { prefix: '/v1' });
await app.listen({ port: 3000 });
await ask('GET', '/');
await ask('GET', '/books/7');
await ask('GET', '/books/seven');
await ask('POST', '/books', '{"title":"Zoë"}');
await ask('POST', '/books', '{}');
await ask('POST', '/books', '{');
await ask('GET', '/v1/ping');
await ask('GET', '/nowhere');
console.log((await app.inject('/')).json());
await app.close();
`;

const ZOD = `
import { z } from 'zod';
const book = z.object({ title: z.string().min(3), pages: z.coerce.number().int().positive() });
console.log(book.parse({ title: 'Streams', pages: '120' }));
console.log(book.safeParse({ title: 'S', pages: -1 }).error.issues);
`;

const PROGRAMS: readonly (readonly [name: string, program: string, files: () => Project])[] = [
  ['Express', EXPRESS, () => ({ 'package.json': manifest })],
  ['Fastify', FASTIFY, () => readInstalledPackage('fastify')],
  ['zod', ZOD, () => readInstalledPackage('zod')],
];

test.each(PROGRAMS)('%s does what it does in Node.js', async (_name, program, readFiles) => {
  const project = { ...readFiles(), 'main.mjs': program, 'ask.mjs': ASK };
  const command = ['node', 'main.mjs'];
  const real = await withProjectFolder(project, (folder) => runInFolder(folder, { command }));
  const embedded = await runInEngine(runtime, { files: project, command });
  expect(real.exitCode).toBe(0);
  expect(embedded).toEqual(real);
});

test('requests to Express are recorded with the lines of its routes, and answered as always', async () => {
  const files = { 'package.json': manifest, 'main.mjs': EXPRESS, 'ask.mjs': ASK };
  const command = ['node', 'main.mjs'];
  const traces: RequestTrace[] = [];
  const recorded = await runInEngine(
    runtime,
    { files, command },
    { trace: ['requests'], onTrace: (batch) => void (batch.kind === 'request' && traces.push(batch.trace)) },
  );
  expect(recorded).toEqual(await runInEngine(runtime, { files, command }));
  for (const trace of traces) expectSoundTrace(trace);
  const lines = traces.map(({ spans }) =>
    spans.flatMap(({ source }) => (source?.file === 'main.mjs' ? source.line : [])),
  );
  const answers = traces.map(({ method, path, status }, index) => [method, path, status, lines[index]?.[0]]);
  // A body is parsed before the route is called; that of the last but one is none, which is for the error's handler.
  expect(answers).toEqual([
    ['GET', '/', 200, 5],
    ['GET', '/books/7?shelf=a&of[0]=b', 200, 7],
    ['POST', '/books', 201, 8],
    ['POST', '/books', 400, 10],
    ['GET', '/nowhere', 404, undefined],
  ]);
});

test('a package that the exercise does not have is named, with what to do', async () => {
  const project = {
    'package.json': manifest.replace('"express":', '"left-pad": "1.0.0",\n    "express":'),
    'main.mjs': "import 'left-pad';",
  };
  const run = runtime.run(project, ['node', 'main.mjs'], { onEvent: () => undefined });
  await expect(run).rejects.toThrow('left-pad is none of them');
});

test('HTTP/2 can be loaded, and says that it is absent when it is used', async () => {
  const files = {
    'main.cjs': `const http2 = require('node:http2');
console.log(http2.constants.HTTP2_HEADER_STATUS);
try { http2.createServer(); } catch (error) { console.log(error.code, error.message); }`,
  };
  const { stdout } = await runInEngine(runtime, { files, command: ['node', 'main.cjs'] });
  expect(stdout).toMatch(/^:status\nERR_NOT_IN_EMBEDDED_NODE The embedded Node\.js has no node:http2\. /);
});
