/** `npm run engine` from a shell's point of view: streams, exit codes, Ctrl+C. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'engine.ts');
const djangoProject = join(import.meta.dirname, 'django', 'library-project');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinstack-engine-'));
  const files = {
    'main.js': `const { shout } = require('./shout.js');
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => process.stdout.write(shout(text)));
process.stdin.on('end', () => {
  console.error('arguments', process.argv.slice(2));
  process.exitCode = 7;
});`,
    'shout.js': 'exports.shout = (text) => text.toUpperCase();',
    'loop.js': "console.log('looping'); for (;;);",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function engine(args: readonly string[], stdin = '', onStdout: (text: string, pid: number) => void = () => undefined) {
  const env = { ...process.env, INIT_CWD: folder };
  const child = spawn(process.execPath, [script, ...args], { env });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text;
    onStdout(text, child.pid ?? 0);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text;
  });
  child.stdin.end(stdin);
  return new Promise<typeof printed & { exitCode: number | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ ...printed, exitCode }));
  });
}

describe('npm run engine', () => {
  it('runs a file with its folder, its arguments and its standard input', async () => {
    const end = await engine(['node', 'main.js', '-x', 'y'], 'grüezi\n');
    expect(end).toEqual({ stdout: 'GRÜEZI\n', stderr: "arguments [ '-x', 'y' ]\n", exitCode: 7 });
  });

  it('stops the program on Ctrl+C', async () => {
    const end = await engine(['node', 'loop.js'], '', (_text, pid) => process.kill(pid, 'SIGINT'));
    expect(end).toEqual({ stdout: 'looping\n', stderr: '', exitCode: 130 });
  });

  it('runs a command of a Django project', async () => {
    const end = await engine(['django', djangoProject, 'check']);
    expect(end).toEqual({ stdout: 'System check identified no issues (0 silenced).\n', stderr: '', exitCode: 0 });
  });

  it('gives a Django command its standard input, and its exit code back', async () => {
    const end = await engine(['django', djangoProject, 'shell', '-v', '0'], 'print("grüezi")\nraise SystemExit(3)\n');
    expect(end).toMatchObject({ stdout: 'grüezi\n', exitCode: 3 });
  });

  it('writes what a command made into the folder when asked to, and a test of one label then passes', async () => {
    const project = join(folder, 'site');
    const migration = join(project, 'library/migrations/0001_initial.py');
    cpSync(djangoProject, project, { recursive: true });
    rmSync(migration);
    await engine(['django', 'site', 'makemigrations']);
    expect(existsSync(migration)).toBe(false);
    const made = await engine(['--write', 'django', 'site', 'makemigrations']);
    expect(made).toMatchObject({ stderr: '', exitCode: 0 });
    expect(readFileSync(migration, 'utf8')).toContain('class Migration(migrations.Migration):');
    const tested = await engine(['django', 'site', 'test', 'tests.test_library.ModelTests.test_title']);
    expect(tested).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Ran 1 test') });
  });

  it('says how it is used', async () => {
    const end = await engine(['node', 'nowhere.js']);
    expect(end).toMatchObject({ stdout: '', exitCode: 2 });
    expect(end.stderr).toContain('There is no file nowhere.js.');
  });
});
