import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProject } from '../../scripts/engine/read-project.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinstack-read-project-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder as a project', () => {
  it('has its files, node_modules included and history left out', () => {
    for (const name of ['node_modules/a', '.git']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'main.js'), '// grüezi');
    writeFileSync(join(folder, 'node_modules/a/index.js'), 'a');
    writeFileSync(join(folder, '.git/HEAD'), 'ref');
    expect(readProject(folder)).toEqual({ 'main.js': '// grüezi', 'node_modules/a/index.js': 'a' });
  });

  it('keeps bytes that are no text', () => {
    writeFileSync(join(folder, 'image'), Buffer.from([0xff, 0, 1]));
    expect(readProject(folder).image).toEqual(Buffer.from([0xff, 0, 1]));
  });

  it('follows links, once around a circle and not into nothing', () => {
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib/a.js'), 'a');
    symlinkSync(join(folder, 'lib/a.js'), join(folder, 'b.js'));
    symlinkSync(folder, join(folder, 'lib/up'), 'dir');
    symlinkSync(join(folder, 'gone'), join(folder, 'lib/gone'));
    expect(readProject(folder)).toEqual({ 'b.js': 'a', 'lib/a.js': 'a' });
  });

  it('is refused when it is too large', () => {
    writeFileSync(join(folder, 'a'), 'x'.repeat(600));
    writeFileSync(join(folder, 'b'), 'x'.repeat(600));
    expect(() => readProject(folder, 1000)).toThrow('holds more than the 0.001 MB that the engine takes.');
  });
});
