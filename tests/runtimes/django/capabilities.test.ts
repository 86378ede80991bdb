/** The capability table in the engine, in Chromium and in Firefox, against native Python. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../../scripts/engine/browser.ts';
import { shareEngine } from '../../harness/engines.ts';
import { describeInFirefox } from '../../harness/firefox.ts';
import { type RowResult, readCapabilityTable, runInEngine, runNatively } from './capabilities/capability-table.ts';
import { describeCapabilities } from './capabilities/describe-capabilities.ts';

const areas = readCapabilityTable();
const native = new Map<string, RowResult[]>();

/** A native run takes a second or two; both browsers are compared with the same one. */
function nativeResults(area: string): RowResult[] {
  const known = native.get(area) ?? runNatively(area);
  native.set(area, known);
  return known;
}

function compareIn(browserName: BrowserName): void {
  const { runtime } = shareEngine('django', browserName);

  describe.each(areas)('$title', ({ name, rows }) => {
    let results: readonly RowResult[] = [];
    beforeAll(async () => {
      results = await runInEngine(runtime, name);
    });
    const resultOf = (title: string) => results.find((result) => result.title === title);

    const there = rows.filter(({ status }) => status !== 'absent');
    test.each(there)('$title', ({ title }) => {
      const expected = nativeResults(name).find((result) => result.title === title);
      expect(expected?.raised, 'natively').toBe('');
      expect(resultOf(title)).toEqual(expected);
    });

    const absent = rows.filter(({ status }) => status === 'absent');
    test.each(absent)('$title: not there, with a sentence', ({ title }) => {
      const { output = '', raised = '' } = resultOf(title) ?? {};
      expect(SENTENCES[title], 'what the sentence must say').toBeDefined();
      expect(`${output}${raised}`).toMatch(SENTENCES[title] as RegExp);
    });
  });
}

/** What a learner reads when something cannot be. */
const SENTENCES: Record<string, RegExp> = {
  Threads: /Threads cannot start here: .*use asyncio/,
  'Other programs and processes': /Other processes cannot start here: .*call_command/,
  '`multiprocessing`, `manage.py test --parallel`': /processes cannot start here|multiprocessing/,
  'The network: HTTP requests, SMTP, other servers': /There is no network here: .*unittest\.mock\.patch/,
  'Listening on a socket': /cannot listen on a socket\. .*manage\.py runserver/,
  '`LiveServerTestCase`, Selenium': /LiveServerTestCase starts a server .*self\.client/,
  '`dbshell`': /cannot start programs[\s\S]*manage\.py shell -c/,
  'Commands that ask: `createsuperuser` without `--noinput`, `changepassword`':
    /DJANGO_SUPERUSER_PASSWORD=secret[\s\S]*set_password/,
  '`makemessages`, `compilemessages`': /GNU gettext.*\.po file by hand/,
  '`testserver`': /second process.*manage\.py runserver/,
  'A time zone that was left out': /No time zone found with key Antarctica\/Troll\. The engine has .*Europe\/Rome/,
  'Databases other than SQLite; `django.contrib.postgres`, `django.contrib.gis`':
    /postgresql.* isn't an available database backend[\s\S]*ModuleNotFoundError/,
  'Redis scripts, streams, cluster': /stand-in runs no Lua scripts: use a pipeline/,
  'Typing while a program runs: `input()`': /EOFError/,
};

describe('in Chromium', () => compareIn('chromium'));
describeInFirefox('the capability table', () => compareIn('firefox'));

test('docs/django-engine.md says what the table says', () => {
  const written = readFileSync(join(import.meta.dirname, '../../../docs/django-engine.md'), 'utf8');
  expect(written, 'Run "npm run docs:engine".').toBe(describeCapabilities());
});
