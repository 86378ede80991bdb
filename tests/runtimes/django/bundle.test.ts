/** What goes into the Django engine's bundle, and what stops its build. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkPyodide, findWheels, WHEELS } from '../../../src/runtimes/django/bundle/versions.ts';
import { NATIVE_PYTHON } from './projects.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinstack-wheels-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wheel = (project: string, version: string) => `${project}-${version}-py3-none-any.whl`;

function putWheels(names: readonly string[]): void {
  for (const name of names) writeFileSync(join(folder, name), '');
}

describe('wheels', () => {
  const all = Object.entries(WHEELS).map(([project, version]) => wheel(project, version));

  test('are found by name and version', () => {
    putWheels([...all, wheel('unrelated', '1.0')]);
    expect(findWheels(folder)).toEqual(all.map((name) => join(folder, name)));
  });

  test('of another version are refused with both versions and what to do', () => {
    putWheels([...all.filter((name) => !name.startsWith('django')), wheel('django', '6.0')]);
    expect(() => findWheels(folder)).toThrow(
      `The Django engine needs the wheel django ${WHEELS.django} in build/wheels, but there is django-6.0-py3-none-any.whl. Delete build/wheels`,
    );
  });

  test('that are missing are refused', () => {
    putWheels(all.filter((name) => !name.startsWith('asgiref')));
    expect(() => findWheels(folder)).toThrow(/needs the wheel asgiref .* but none is there\./);
  });

  test('that are there twice are refused', () => {
    putWheels([...all, wheel('sqlparse', '0.5.0')]);
    expect(() => findWheels(folder)).toThrow(/needs the wheel sqlparse .* but there is sqlparse-.* and sqlparse-/);
  });

  test('have the versions that requirements.txt pins', () => {
    const pins = readFileSync(join(import.meta.dirname, '../../../requirements.txt'), 'utf8');
    for (const [project, version] of Object.entries(WHEELS)) expect(pins).toContain(`${project}==${version} `);
  });
});

test('another Pyodide is refused with both versions', () => {
  mkdirSync(join(folder, 'pyodide'));
  writeFileSync(join(folder, 'pyodide', 'package.json'), '{"version":"315.0.0"}');
  expect(() => checkPyodide(join(folder, 'pyodide'))).toThrow(
    /is 315\.0\.0, but the Django engine was written for 314/,
  );
});

test('pruning keeps Django whole for SQLite in a few languages, with its licence aside', () => {
  const kept = [
    'django/db/models/query.py',
    'django/db/backends/sqlite3/base.py',
    'django/contrib/admin/templates/admin/base.html',
    'django/conf/locale/en/LC_MESSAGES/django.mo',
    'django/conf/locale/nl/LC_MESSAGES/django.mo',
    'django/contrib/admin/locale/fr/LC_MESSAGES/django.mo',
    'django/conf/locale/__init__.py',
    'django/conf/app_template/models.py-tpl',
    'django/contrib/admin/static/admin/js/vendor/jquery/jquery.min.js',
    'tzdata/zoneinfo/America/Chicago',
    'asgiref/sync.py',
  ];
  const left = [
    'django/contrib/gis/models.py',
    'django/db/backends/postgresql/base.py',
    'django/conf/locale/ja/LC_MESSAGES/django.mo',
    'django/conf/locale/en/LC_MESSAGES/django.po',
    'django/contrib/admin/locale/nl/LC_MESSAGES/django.mo',
    'django/contrib/admin/static/admin/js/vendor/jquery/jquery.js',
    'tzdata/zoneinfo/Antarctica/Troll',
    'django-5.2.17.dist-info/METADATA',
  ];
  const code = 'import json, sys; from prune import keeps; print(json.dumps([p for p in sys.argv[1:] if keeps(p)]))';
  const bundleFolder = join(import.meta.dirname, '../../../src/runtimes/django/bundle');
  const output = execFileSync(NATIVE_PYTHON, ['-B', '-c', code, ...kept, ...left], {
    cwd: bundleFolder,
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual(kept);
});
