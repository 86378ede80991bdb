/** Traces of requests: what Django itself says of its queries and patterns, natively and in the engine. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { RequestSpanKind, RequestTrace } from '../../../src/runtimes/trace.ts';
import { shareEngine } from '../../harness/engines.ts';
import { expectSoundTrace, stepsOf } from '../sound-request-trace.ts';
import { type Probed, probeInEngine, probeNatively } from './probe-requests.ts';

const { runtime } = shareEngine('django');
const probed: { native?: Probed; engine?: Probed } = {};

beforeAll(async () => {
  probed.native = probeNatively();
  probed.engine = await probeInEngine(runtime);
});

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
