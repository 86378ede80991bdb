/** The reporter works on the Node.js of the container (20, 22), not only on the pinned one: same tests, same events. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { pinnedNode } from '../../../src/runtimes/node/lib/pinned-node.ts';

const guest = join(import.meta.dirname, '../../../src/runtimes/webcontainer/guest');
const folder = mkdtempSync(join(tmpdir(), 'twinstack-reporter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The pinned Node and others of this machine, by version; `TWINSTACK_NODES` names more, separated by colons. */
function findNodes(): [version: string, path: string][] {
  const candidates = [
    pinnedNode(),
    '/usr/bin/node',
    '/usr/local/bin/node',
    ...(process.env.TWINSTACK_NODES ?? '').split(':'),
  ];
  const found = candidates.flatMap((path): [string, string][] => {
    const { status, stdout } = path ? spawnSync(path, ['--version'], { encoding: 'utf8' }) : { status: 1, stdout: '' };
    return status === 0 ? [[stdout.trim(), path]] : [];
  });
  return [...new Map(found)];
}

const TESTS = `
import assert from 'node:assert';
import { describe, it, test } from 'node:test';
describe('outer', () => {
  it('passes', () => { console.log('said by passes'); });
  describe('inner', () => { it('fails', () => assert.deepStrictEqual([1], [2])); });
  it.skip('is skipped', () => {});
});
for (const n of [1, 2]) test('same name', () => { process.stderr.write(n + 'é'); });
test('parent', async (t) => { await t.test('child', () => { throw new Error('no'); }); });
`;

describe.each(findNodes())('Node.js %s', (version, node) => {
  test('tells each test by its suites, with what it printed and why it failed', () => {
    const eventsFile = join(folder, `events-${version}`);
    const file = join(folder, 'tests', 'a.test.mjs');
    mkdirSync(join(folder, 'tests'), { recursive: true });
    writeFileSync(file, TESTS);
    const url = (script: string) => pathToFileURL(join(guest, script)).href;
    spawnSync(node, ['--import', url('report-tests.mjs'), '--test-reporter', url('report-tests.mjs'), file], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', TWINSTACK_EVENTS: eventsFile },
    });
    const events = readFileSync(eventsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const paths = new Map(
      events.flatMap(({ type, id, path }) => (type === 'test-started' ? [[id, path.join(' > ')]] : [])),
    );
    expect([...paths.values()].sort()).toEqual([
      'outer > inner > fails',
      'outer > is skipped',
      'outer > passes',
      'parent',
      'parent > child',
      'same name',
      'same name',
    ]);
    const ended = events.filter(({ type }) => type === 'test-ended');
    expect(ended.map(({ path, outcome }) => `${path.at(-1)} ${outcome}`).sort()).toEqual([
      'child failed',
      'fails failed',
      'is skipped skipped',
      'parent failed',
      'passes passed',
      'same name passed',
      'same name passed',
    ]);
    expect(ended.find(({ path }) => path.at(-1) === 'fails').failure).toMatchObject({
      kind: 'assertion',
      expected: '[\n  2\n]',
      actual: '[\n  1\n]',
      testLocation: { file: 'tests/a.test.mjs', line: 6 },
    });
    const printed = events.filter(({ type }) => type === 'output');
    expect(printed.map(({ id, stream, text }) => [paths.get(id), stream, text])).toEqual([
      ['outer > passes', 'stdout', 'said by passes\n'],
      ['same name', 'stderr', '1é'],
      ['same name', 'stderr', '2é'],
    ]);
    expect(events.at(-1)).toEqual({ type: 'completed' });
  });
});
