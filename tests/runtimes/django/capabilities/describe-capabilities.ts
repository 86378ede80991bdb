/** docs/django-engine.md, written from the capability table. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PYODIDE, WHEELS } from '../../../../src/runtimes/django/bundle/versions.ts';
import { readExpectedFailures } from '../../../conformance/django/expectations.ts';
import { PACKAGES } from '../../../conformance/django/packages.ts';
import { type Area, readCapabilityTable } from './capability-table.ts';

const SIGNS = { there: '✓', partial: '◐', absent: '–' } as const;

export function describeCapabilities(): string {
  return `# The Django engine: what is there

<!-- Written by \`npm run docs:engine\` from tests/runtimes/django/capabilities/. Change the rows there. -->

Unmodified Django ${WHEELS.django} on Pyodide ${PYODIDE}, in a worker of the page. Every row below is a test: it runs in
the engine, in Chromium and in Firefox, and in CPython with the same wheels, and must print the same. What cannot be
there must end in a sentence that says what to do instead.

✓ there · ◐ there, with a difference · – not there

${readCapabilityTable().map(describeArea).join('\n\n')}

## Time zones

${readTimeZones().join(', ')}.

Local time in Python follows \`TIME_ZONE\`, as on a server, whatever the zone of the browser is.

## Tracebacks

A traceback shows the project's own frames; those of Django and Python between them are one line each, as
\`… 6 frames of Django …\`. All frames: \`python manage.py COMMAND --traceback\`, or
\`TWINSTACK_TRACEBACK=full python file.py\`. The traceback of a failed test has both forms, one after the other. Where
nothing of the project is in it, it is whole.

## Django's own tests

\`npm run conformance:django\` runs ${PACKAGES.length} packages of Django's own tests natively and in the engine, in
one table. Tests that pass natively and not in the engine are listed in
\`tests/conformance/django/expected-failures.json\`, each with its reason:

${describeReasons()}
`;
}

function describeArea({ title, rows }: Area): string {
  const lines = rows.map(({ title: row, status, note }) => `| ${SIGNS[status]} | ${row} | ${note} |`);
  const head = rows.every(({ status }) => status === 'absent') ? 'instead' : 'difference';
  return [`## ${title}`, '', `| | | ${head} |`, '| --- | --- | --- |', ...lines].join('\n');
}

function readTimeZones(): string[] {
  const source = readFileSync(join(import.meta.dirname, '../../../../src/runtimes/django/bundle/prune.py'), 'utf8');
  const [, names = ''] = /TIME_ZONES = frozenset\(\s*"""([^"]*)"""/.exec(source) ?? [];
  return names.trim().split(/\s+/).sort();
}

function describeReasons(): string {
  const counts = new Map<string, number>();
  for (const reason of Object.values(readExpectedFailures())) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const rows = [...counts].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  return ['| tests | reason |', '| ---: | --- |', ...rows.map(([reason, count]) => `| ${count} | ${reason} |`)].join(
    '\n',
  );
}
