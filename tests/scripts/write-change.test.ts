import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeChange } from '../../scripts/engine/write-change.ts';

let folder: string;
let elsewhere: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinstack-write-'));
  elsewhere = mkdtempSync(join(tmpdir(), 'twinstack-elsewhere-'));
});
afterEach(() => {
  for (const made of [folder, elsewhere]) rmSync(made, { recursive: true, force: true });
});

const change = (path: string, text?: string) =>
  ({ type: 'file-kept', path, ...(text !== undefined && { content: new TextEncoder().encode(text) }) }) as const;

describe('a change of the program', () => {
  it('is written, with the folders it needs', () => {
    expect(writeChange(folder, change('app/migrations/0001.py', 'new'))).toBe('done');
    expect(readFileSync(join(folder, 'app/migrations/0001.py'), 'utf8')).toBe('new');
  });

  it('is a removal when the file is gone', () => {
    writeFileSync(join(folder, 'old.txt'), '');
    expect(writeChange(folder, change('old.txt'))).toBe('done');
    expect(existsSync(join(folder, 'old.txt'))).toBe(false);
  });

  it('is refused where it leads out of the folder', () => {
    symlinkSync(elsewhere, join(folder, 'link'), 'dir');
    for (const path of ['../out.txt', 'link/out.txt', join(elsewhere, 'out.txt'), '.'])
      expect(writeChange(folder, change(path, 'x'))).toBe('refused');
    expect(existsSync(join(elsewhere, 'out.txt'))).toBe(false);
  });
});
