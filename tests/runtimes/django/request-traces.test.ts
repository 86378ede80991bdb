/** Traces of requests: what Django itself says of its queries and patterns, natively and in the engine. */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Project, RunEvent } from '../../../src/runtimes/runtime.ts';
import type { RequestSpanKind, RequestTrace } from '../../../src/runtimes/trace.ts';
import { shareEngine } from '../../harness/engines.ts';
import { expectSoundTrace, requestTraces } from '../sound-request-trace.ts';
import { LIBRARY_FOLDER, libraryProject, NATIVE_PYTHON } from './projects.ts';
import { recordCheck, recordRun } from './recording.ts';

const FOLDER = join(import.meta.dirname, 'traced-project');

/** The library project with middleware, templates that extend and include, and views of many kinds. */
function tracedProject(files: Project = {}): Project {
  const paths = globSync('**/*.{py,html}', { cwd: FOLDER });
  const own = Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(FOLDER, path), 'utf8')]),
  );
  return { ...libraryProject(), ...own, ...files };
}

/** What probe.py prints of a request: facts from Django's own tools. */
interface Said {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly queries: readonly string[];
  readonly tried: readonly (readonly string[])[];
}

interface Probed {
  readonly said: readonly Said[];
  readonly traces: readonly RequestTrace[];
}

function parseSaid(stdout: string): Said[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Said);
}

function probeNatively(): Probed {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-traces-'));
  try {
    for (const from of [LIBRARY_FOLDER, FOLDER]) cpSync(from, folder, { recursive: true });
    const modules = join(import.meta.dirname, '../../../src/runtimes/django/python');
    const script = join(import.meta.dirname, 'native_traces.py');
    const stdout = execFileSync(NATIVE_PYTHON, ['-B', script, folder, 'python', 'probe.py'], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: modules },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const batches = stdout.split('\n').filter((line) => line.startsWith('trace:'));
    return {
      said: parseSaid(stdout),
      traces: batches.map((line) => JSON.parse(line.slice('trace:'.length)).trace as RequestTrace),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { runtime } = shareEngine('django');
const probed: { native?: Probed; engine?: Probed } = {};

beforeAll(async () => {
  probed.native = probeNatively();
  const { stdout, stderr, events } = await recordRun(runtime, tracedProject(), ['python', 'probe.py'], {
    trace: ['requests'],
  });
  expect(stderr).toBe('');
  probed.engine = { said: parseSaid(stdout), traces: requestTraces(events) };
});

const stepsOf = (trace: RequestTrace, kind: RequestSpanKind) => trace.spans.filter((span) => span.kind === kind);
const labelsOf = (trace: RequestTrace, kind: RequestSpanKind) => stepsOf(trace, kind).map(({ label }) => label);

/** Steps by their nesting: `middleware a > view b`. */
function paths({ spans }: RequestTrace): string[] {
  const found = new Map<number, string>();
  for (const { id, parent, kind, label } of spans)
    found.set(id, `${parent > 1 ? `${found.get(parent)} > ` : ''}${kind} ${label}`);
  return [...found.values()].slice(1);
}

describe.each(['native', 'engine'] as const)('%s', (where) => {
  const of = (): Probed => probed[where] ?? expect.fail('Nothing was probed.');
  /** The first trace of a request for this path; a HEAD comes later. */
  const find = (path: string): RequestTrace =>
    of().traces.find((trace) => trace.path === path) ?? expect.fail(`No trace of ${path}.`);

  test('each request has one trace, and it is sound', () => {
    const { said, traces } = of();
    // The view that asks a client is the last one, with the request it makes.
    expect(said.length).toBe(19);
    expect(traces.length).toBe(said.length + 1);
    expect(new Set(traces.map(({ id }) => id)).size).toBe(traces.length);
    for (const trace of traces) expectSoundTrace(trace);
  });

  test('status and size are those of the answer', () => {
    const { said, traces } = of();
    const answers = traces.map(({ method, path, status, spans }) => [method, path, status, spans[0]?.details?.bytes]);
    for (const { method, path, status, bytes } of said) expect(answers).toContainEqual([method, path, status, bytes]);
    for (const { status, spans } of traces) expect(spans[0]?.details?.status).toBe(status);
  });

  test('its SQL is what CaptureQueriesContext sees, COMMIT included', () => {
    const { said, traces } = of();
    for (const [index, { path, queries }] of said.entries()) {
      const trace = traces[index];
      // The SQL of the inner request is in a trace of its own.
      if (path === '/books/inner/' || !trace) continue;
      expect(trace.path).toBe(path);
      const sql = stepsOf(trace, 'sql').map(({ label, details }) => String(details?.sql ?? label));
      expect(sql.length, path).toBe(queries.length);
      // Django's log has the parameters in it.
      for (const [at, text] of sql.entries())
        expect(queries[at]?.slice(0, 24), path).toBe(text.split('%s')[0]?.slice(0, 24));
    }
    const [inner, outer] = traces.slice(-2);
    const count = [inner, outer].map((trace) => trace && stepsOf(trace, 'sql').length);
    expect(count).toEqual([2, 2]);
    expect(said.at(-1)?.queries).toHaveLength(4);
  });

  test('patterns are tried in the order of the resolver', () => {
    const { said, traces } = of();
    for (const { path, tried } of said) {
      const trace = traces.find((one) => one.path === path);
      const [resolve] = trace ? stepsOf(trace, 'resolve') : [];
      if (!resolve) {
        expect(path).toBe('/books/?closed');
        continue;
      }
      const shown = ((resolve.details?.patternsTried ?? []) as string[]).map((text) =>
        text.replace(/ \[name='.*'\]$/, ''),
      );
      expect(shown, path).toEqual(tried.map((chain) => chain.join(' ')));
    }
    expect(stepsOf(find('/books/2/'), 'resolve')).toMatchObject([
      {
        label: '/books/2/',
        source: { file: 'library/urls.py', line: 15 },
        details: {
          route: 'books/(?P<number>[0-9]+)/$',
          urlName: 'library:detail',
          view: 'library.views.BookDetail',
          arguments: ["number='2'"],
          urlconfs: ['mysite/urls.py', 'library/urls.py'],
        },
      },
    ]);
    expect(stepsOf(find('/nowhere/'), 'resolve')[0]?.error).toBe("Resolver404: no pattern matches 'nowhere/'");
  });

  test('steps are nested as Django nests them', () => {
    const layers = [
      'middleware django.contrib.sessions.middleware.SessionMiddleware',
      'middleware django.middleware.csrf.CsrfViewMiddleware',
      'middleware library.middleware.ClosedMiddleware',
      'middleware library.middleware.count_visits',
      'middleware django.contrib.auth.middleware.AuthenticationMiddleware',
      'middleware django.contrib.messages.middleware.MessageMiddleware',
    ];
    const inside = (text: string) => [...layers, text].join(' > ');
    const list = paths(find('/books/'));
    expect(list).toEqual(
      expect.arrayContaining([
        inside('resolve /books/'),
        inside('middleware library.middleware.ClosedMiddleware.process_view'),
        inside('view library.views.book_list > template library/list.html > template library/base.html'),
      ]),
    );
    expect(list.at(-1)).toMatch(/count_visits > sql SELECT COUNT/);
  });

  test('a query for each row shows as the same SQL again, with the line of the template', () => {
    const sql = stepsOf(find('/books/'), 'sql');
    const perRow = sql.filter(({ label }) => label.includes('FROM "library_author" WHERE'));
    expect(new Set(perRow.map(({ label }) => label)).size).toBe(1);
    expect(perRow).toHaveLength(4);
    expect(perRow[1]).toMatchObject({
      source: { file: 'library/templates/library/book.html', line: 2 },
      details: { params: ['2'], rows: 1 },
    });
    expect(sql[0]?.source).toEqual({ file: 'library/templates/library/list.html', line: 4 });
    expect(new Set(labelsOf(find('/books/joined/'), 'sql')).size).toBe(2);
  });

  test('a template says what it extends and includes', () => {
    const [list, base, book] = stepsOf(find('/books/'), 'template');
    expect(list).toMatchObject({
      label: 'library/list.html',
      source: { file: 'library/templates/library/list.html', line: 1 },
      details: { extends: 'library/base.html', includes: ['library/book.html'] },
    });
    expect(base).toMatchObject({ label: 'library/base.html', parent: list?.id });
    expect(book).toMatchObject({ details: { includedAt: 'library/templates/library/list.html:5' } });
  });

  test('a middleware that answers early is the last step', () => {
    const last = find('/books/?closed').spans.at(-1);
    expect(last).toMatchObject({
      label: 'library.middleware.ClosedMiddleware',
      source: { file: 'library/middleware.py', line: 20 },
      details: { answeredEarly: true, status: 503 },
    });
    expect(stepsOf(find('/books/?no-view'), 'view')).toEqual([]);
  });

  test('an exception is told where it was raised, and what was made of it', () => {
    const trace = find('/books/fails/');
    expect(trace.spans[0]?.error).toBe('ValueError: no shelf');
    expect(stepsOf(trace, 'view')[0]?.error).toBe('ValueError: no shelf');
    expect(stepsOf(trace, 'error')).toMatchObject([
      { source: { file: 'library/views.py', line: 36 }, details: { status: 500 } },
    ]);
    const rescued = find('/books/fails/?rescue');
    expect(stepsOf(rescued, 'error')).toEqual([]);
    expect(labelsOf(rescued, 'middleware').at(-1)).toBe('library.middleware.ClosedMiddleware.process_exception');
    expect(stepsOf(find('/books/99/'), 'error')).toMatchObject([{ label: 'Http404: No such book' }]);
  });

  test('a streamed answer is a step of its own, with the SQL of its pieces', () => {
    const trace = find('/books/streamed/');
    const [write] = stepsOf(trace, 'write');
    expect(write).toMatchObject({ parent: 1, details: { pieces: 4, bytes: 28 } });
    expect(stepsOf(trace, 'sql').at(-1)?.parent).toBe(write?.id);
  });

  test('views are told by kind, file and line', () => {
    const view = (path: string) => stepsOf(find(path), 'view')[0];
    expect(view('/books/')).toMatchObject({ source: { file: 'library/views.py', line: 21 } });
    expect(view('/books/2/')).toMatchObject({
      source: { file: 'library/views.py', line: 64 },
      details: { view: 'class' },
    });
    expect(view('/books/later/')).toMatchObject({ details: { isAsync: true, view: 'function' } });
  });

  test('what Django does inside its own view is not blamed on a middleware around it', () => {
    const trace = find('/admin/library/book/');
    const [view] = stepsOf(trace, 'view');
    const inView = stepsOf(trace, 'sql').filter(({ parent }) => parent === view?.id);
    expect(inView.length).toBeGreaterThan(2);
    for (const { source } of inView) expect(source?.file).not.toBe('library/middleware.py');
  });
});

test('the engine records what native Python records', () => {
  const { native, engine } = probed;
  if (!native || !engine) expect.fail('Nothing was probed.');
  expect(engine.traces.map(comparable)).toEqual(native.traces.map(comparable));
});

/** Without what differs from run to run: times, keys of sessions, names of savepoints, the text of error pages. */
function comparable({ path, status, spans }: RequestTrace) {
  const steps = spans.map((span) => {
    const { inMs: _in, outMs: _out, bytes, params, ...details } = span.details ?? {};
    const isNamedByThread = /SAVEPOINT|django_session/.test(span.label);
    return {
      parent: span.parent,
      kind: span.kind,
      label: span.label.replace(/"s\d+_x\d+"/, 'NAME'),
      error: span.error,
      // Natively, async code asks the database from another stack.
      source: path === '/books/later/' && span.kind === 'sql' ? undefined : span.source,
      details: { ...details, bytes: (status ?? 0) < 400 && bytes, params: isNamedByThread ? undefined : params },
    };
  });
  return { path, status, steps };
}

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
      expect(streamed && labelsOf(streamed, 'sql')).toHaveLength(2);
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
  expect(labelsOf(made[0]?.[1] as RequestTrace, 'sql')).toHaveLength(3);
});
