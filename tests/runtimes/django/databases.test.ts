/** What the engine tells of a project's database, and that asking it leaves no trace in the next run. */
import { describe, expect, it } from 'vitest';
import type { QueryLog } from '../../../src/runtimes/database.ts';
import type { RunEvent } from '../../../src/runtimes/runtime.ts';
import { shareEngine } from '../../harness/engines.ts';
import type { RunRecord } from '../conformance-record.ts';
import { libraryProject } from './projects.ts';
import { recordRun } from './recording.ts';

const project = {
  ...libraryProject(),
  'fill.py': `import os
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
import django
django.setup()
from django.core.management import call_command
from library.models import Author
call_command("migrate", verbosity=0)
Author.objects.create(name="Zoë")
print([author.name for author in Author.objects.all()])
`,
};

const { runtime } = shareEngine('django');

function run(command: readonly string[], onEvent: (event: RunEvent) => void = () => undefined): Promise<RunRecord> {
  return recordRun(runtime, project, command, { keep: ['db.sqlite3'], onEvent });
}

const logsOf = (events: readonly RunEvent[]): QueryLog[] =>
  events.flatMap((event) => (event.type === 'queries' ? [event.log] : []));

describe('after a run', () => {
  it('its SQL comes with the learner’s lines, and its database can be read', async () => {
    const { events } = await run(['python', 'fill.py']);
    const [log] = logsOf(events);
    expect(log?.of).toEqual({ type: 'run' });
    expect(log?.queries.at(-1)).toMatchObject({
      sql: expect.stringContaining('FROM "library_author"'),
      rows: 1,
      location: { file: 'fill.py', line: 9 },
    });

    const content = events.flatMap((event) => (event.type === 'file-kept' ? [event.content] : [])).at(-1);
    if (!content) throw new Error('The database did not come back.');
    const tables = await runtime.readDatabase?.(content, { type: 'tables' });
    expect(tables).toMatchObject({
      type: 'tables',
      tables: expect.arrayContaining([expect.objectContaining({ name: 'library_author', rows: 1 })]),
    });
    const rows = await runtime.readDatabase?.(content, { type: 'rows', table: 'library_author', offset: 0, limit: 5 });
    expect(rows).toMatchObject({ columns: ['id', 'name'], rows: [[{ number: '1' }, { text: 'Zoë' }]] });
  });

  it('a file that is no database is told as such', async () => {
    const answer = await runtime.readDatabase?.(new Uint8Array(500), { type: 'tables' });
    expect(answer).toMatchObject({ type: 'unreadable', message: expect.stringMatching(/\S/) });
  });
});

describe('while a server runs', () => {
  it('the SQL of each request comes with the request', async () => {
    const logs: QueryLog[] = [];
    const listening = Promise.withResolvers<void>();
    const running = run(['python', 'manage.py', 'runserver'], (event) => {
      if (event.type === 'queries') logs.push(event.log);
      if (event.type === 'listening') listening.resolve();
    });
    await listening.promise;
    await runtime.request({ method: 'GET', path: '/?page=1', headers: [] });
    const ofRequest = () => logs.find(({ of }) => of.type === 'request');
    await expect.poll(ofRequest).toMatchObject({ of: { type: 'request', method: 'GET', path: '/?page=1' } });
    expect(ofRequest()?.queries.some(({ location }) => location?.file.startsWith('library/'))).toBe(true);
    await runtime.stop();
    await running;
  });
});

describe('a question', () => {
  const look = [
    'python',
    '-c',
    'import sys, os, warnings; print(*sorted(sys.modules), os.listdir("/tmp"), *warnings.filters, sep="\\n")',
  ];

  it('leaves no trace in the next run', async () => {
    const before = await run(look);
    await runtime.start();
    expect(await runtime.findSyntaxProblems?.('a.py', 'import this\nx = 1 is 1\n')).toEqual([]);
    expect(await runtime.findSyntaxProblems?.('a.html', '{% load static %}{% if %}')).toHaveLength(1);
    await runtime.readDatabase?.(new Uint8Array(500), { type: 'tables' });
    const after = await run(look);
    expect(after.stdout.split('\n')).toEqual(before.stdout.split('\n'));
  });

  it('that breaks a parser spoils nothing', async () => {
    await runtime.start();
    for (const text of ['('.repeat(100_000), `x = ${'-'.repeat(100_000)}1`, `x = ${'a.'.repeat(90_000)}a`])
      await runtime.findSyntaxProblems?.('a.py', text);
    expect(await runtime.findSyntaxProblems?.('a.py', 'x'.repeat(200_001))).toBeUndefined();
    expect((await run(['python', '-c', 'print("fine")'])).stdout).toBe('fine\n');
  });
});
