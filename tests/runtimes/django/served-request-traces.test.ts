/** Traces of requests to a server and of a check: which trace is whose, and that recording changes nothing. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/runtimes/runtime.ts';
import type { RequestTrace } from '../../../src/runtimes/trace.ts';
import { shareEngine } from '../../harness/engines.ts';
import { expectSoundTrace, requestTraces, stepsOf } from '../sound-request-trace.ts';
import { recordCheck } from './recording.ts';
import { tracedProject } from './traced-project.ts';

const { runtime } = shareEngine('django');

describe('a server', () => {
  async function withServer<Result>(
    trace: readonly 'requests'[],
    work: (events: readonly RunEvent[]) => Promise<Result>,
  ) {
    const events: RunEvent[] = [];
    const listening = Promise.withResolvers<void>();
    const end = runtime.run(tracedProject(), ['python', 'manage.py', 'runserver'], {
      trace,
      onEvent(event) {
        events.push(event);
        if (event.type === 'listening') listening.resolve();
      },
    });
    await Promise.race([listening.promise, end]);
    try {
      return await work(events);
    } finally {
      await runtime.stop();
      await end;
    }
  }
  const get = async (path: string) => {
    const { body, ...head } = await runtime.request({ method: 'GET', path, headers: [] });
    const text = await new Response(body).text();
    return { ...head, text };
  };
  const stderrOf = (events: readonly RunEvent[]) =>
    events.map((event) => (event.type === 'output' && event.stream === 'stderr' ? event.text : '')).join('');
  const PATHS = ['/books/', '/books/fails/', '/books/streamed/', '/static/admin/css/base.css', '/nowhere/'];
  /** Numbers of bytes and times differ. */
  const calm = (text: string) => text.replace(/^\[.*?\]/gm, '[…]').replace(/ \d+$/gm, ' N');

  test('tells with each answer which trace is its own', async () => {
    await withServer(['requests'], async (events) => {
      for (const path of PATHS) {
        const { traceId, status, text } = await get(path);
        await expect.poll(() => requestTraces(events).some(({ id }) => id === traceId)).toBe(true);
        const trace = requestTraces(events).find(({ id }) => id === traceId) ?? expect.fail();
        expectSoundTrace(trace);
        expect(trace).toMatchObject({ method: 'GET', path, status, stack: 'django' });
        expect(trace.spans[0]?.details?.bytes).toBe(new TextEncoder().encode(text).length);
      }
      const streamed = requestTraces(events).find(({ path }) => path === '/books/streamed/');
      expect(streamed && stepsOf(streamed, 'sql')).toHaveLength(2);
      // The list of queries of the database pane goes on beside.
      expect(events.some((event) => event.type === 'queries' && event.log.of.type === 'request')).toBe(true);
    });
  });

  test('answers and prints the same without being recorded, and then sends no trace', async () => {
    const ask = (trace: readonly 'requests'[]) =>
      withServer(trace, async (events) => {
        const answers = [];
        for (const path of PATHS) {
          const { status, headers, text, traceId } = await get(path);
          // Error pages show when they were made, and addresses of objects; a bundled file is as old as the engine.
          const same = status < 400 ? { text, headers: headers.filter(([name]) => name !== 'Last-Modified') } : {};
          answers.push({ path, status, traceId, ...same });
        }
        return { answers, stderr: calm(stderrOf(events)), traces: requestTraces(events) };
      });
    const recorded = await ask(['requests']);
    const plain = await ask([]);
    expect(plain.traces).toEqual([]);
    expect(plain.answers.every(({ traceId }) => traceId === undefined)).toBe(true);
    const withoutIds = ({ answers }: typeof plain) => answers.map(({ traceId: _id, ...answer }) => answer);
    expect(withoutIds(recorded)).toEqual(withoutIds(plain));
    expect(recorded.stderr).toBe(plain.stderr);
    expect(plain.stderr).toContain('ValueError: no shelf');
  });
});

test('a check tells in which test a request was made, and queries are counted as without', async () => {
  const tests = `from django.db import connection
from django.test import AsyncClient, TestCase
from library.models import Author, Book


class PageTests(TestCase):
    def test_counts(self):
        Book.objects.create(title="A", author=Author.objects.create(name="B"))
        with self.assertNumQueries(3):
            response = self.client.get("/books/")
        self.assertTemplateUsed(response, "library/base.html")
        self.assertTemplateUsed(response, "library/book.html")
        from library import views
        self.assertIs(response.resolver_match.func, views.book_list)

    async def test_later(self):
        self.assertEqual((await AsyncClient().get("/books/later/")).json(), {"books": 0})

    def test_stream_that_nobody_reads(self):
        self.client.get("/books/streamed/")

    def test_raises(self):
        with self.assertRaisesMessage(ValueError, "no shelf"):
            self.client.get("/books/fails/")
`;
  const project = tracedProject({ 'tests/test_library.py': tests });
  const { outcomes, events } = await recordCheck(runtime, project, { trace: ['requests'] });
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['passed']));
  const made = events.flatMap((event) =>
    event.type === 'trace' && event.batch.kind === 'request' ? [[event.id?.split('.').at(-1), event.batch.trace]] : [],
  ) as [string, RequestTrace][];
  expect(made.map(([id, { path, status }]) => [id, path, status])).toEqual([
    ['test_counts', '/books/', 200],
    ['test_later', '/books/later/', 200],
    ['test_raises', '/books/fails/', 500],
    ['test_stream_that_nobody_reads', '/books/streamed/', 200],
  ]);
  for (const [, trace] of made) expectSoundTrace(trace);
  expect(stepsOf(made[0]?.[1] as RequestTrace, 'sql')).toHaveLength(3);
});
