import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEngineCommand } from '../../scripts/engine/parse-engine-command.ts';

let folder: string;
const parse = (...args: string[]) => parseEngineCommand(args, folder);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinstack-engine-command-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/main.js'), '');
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/manage.py'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run engine -- node', () => {
  it('takes the folder of the file as the project, and passes the arguments on', () => {
    expect(parse('node', '--no-warnings', 'src/main.js', '--project', '-x')).toEqual({
      stack: 'node',
      browser: 'chromium',
      changes: 'dropped',
      folder: join(folder, 'src'),
      command: ['node', '--no-warnings', 'main.js', '--project', '-x'],
    });
  });

  it('takes another folder that holds the file', () => {
    expect(parse('--firefox', 'node', '--project', '.', 'src/main.js')).toEqual({
      stack: 'node',
      browser: 'firefox',
      changes: 'dropped',
      folder,
      command: ['node', 'src/main.js'],
    });
  });

  it('knows which words are values of options', () => {
    expect(parse('node', '-r', './first.js', '--test-reporter', 'tap', 'src/main.js', '-x')).toMatchObject({
      folder: join(folder, 'src'),
      command: ['node', '-r', './first.js', '--test-reporter', 'tap', 'main.js', '-x'],
    });
  });

  it('runs code of the command line without files, or in a folder', () => {
    expect(parse('node', '-p', '1 + 1', 'x')).toMatchObject({
      folder: undefined,
      command: ['node', '-p', '1 + 1', 'x'],
    });
    expect(parse('node', '--project', 'src', '-e', 'run()')).toMatchObject({
      folder: join(folder, 'src'),
      command: ['node', '-e', 'run()'],
    });
  });

  it('leaves options that the engine does not have to the engine', () => {
    expect(parse('node', '--inspect', 'src/main.js')).toMatchObject({ command: ['node', '--inspect', 'main.js'] });
  });

  it('writes what the program changed only when asked to', () => {
    expect(parse('--write', 'django', 'site', 'makemigrations')).toMatchObject({ changes: 'written' });
    expect(() => parse('node', '--write', 'src/main.js')).toThrow('--write is no option of Node.js.');
  });

  it('runs the tests of a folder', () => {
    expect(parse('node', '--test')).toMatchObject({ folder, command: ['node', '--test'] });
  });
});

describe('npm run engine -- django', () => {
  it('runs a command of manage.py', () => {
    expect(parse('django', 'site', 'test', '-v2')).toEqual({
      stack: 'django',
      browser: 'chromium',
      changes: 'dropped',
      folder: join(folder, 'site'),
      command: ['python', 'manage.py', 'test', '-v2'],
    });
  });
});

describe('npm run engine, used wrongly', () => {
  it.each([
    [[], 'Say what to run: node or django.'],
    [['--safari', 'node', 'src/main.js'], 'There is no option --safari.'],
    [['ruby', 'main.rb'], 'There is no engine "ruby".'],
    [['node'], 'Say which file to run.'],
    [['node', 'main.js'], 'There is no file main.js.'],
    [['node', 'src'], 'src is not a file.'],
    [['node', '--firefox', 'src/main.js'], '--firefox is no option of Node.js.'],
    [['node', '--project', 'site', 'src/main.js'], 'src/main.js is not in site.'],
    [['--write', 'node', '-e', 'run()'], '--write needs a folder to write into.'],
    [['django'], 'Say which Django project to run a command in.'],
    [['django', 'src', 'check'], 'src has no manage.py.'],
    [['django', 'site'], 'Say which command of manage.py to run.'],
  ])('%j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });

  it('is helped', () => {
    expect(parse('--help')).toBeUndefined();
  });
});
