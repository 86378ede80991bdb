/** The capability table: rows in Python, run natively and in the engine. What a row prints must be the same. */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { z } from 'zod';
import type { Project, Runtime } from '../../../../src/runtimes/runtime.ts';
import { NATIVE_PYTHON } from '../projects.ts';
import { recordRun } from '../recording.ts';

const FOLDER = join(import.meta.dirname, 'project');

/** The Redis stand-in is there natively too. */
const ENGINE_MODULES = join(import.meta.dirname, '../../../../src/runtimes/django/python');

const areaSchema = z.object({
  name: z.string(),
  title: z.string(),
  rows: z.array(z.object({ title: z.string(), status: z.enum(['there', 'partial', 'absent']), note: z.string() })),
});
export type Area = z.infer<typeof areaSchema>;

const resultSchema = z.object({ title: z.string(), output: z.string(), raised: z.string() });
export type RowResult = z.infer<typeof resultSchema>;

/** All areas with their rows; nothing is run. */
export function readCapabilityTable(): Area[] {
  return z.array(areaSchema).parse(JSON.parse(runPython(FOLDER, ['--list'])));
}

/** What the rows of an area print in CPython with the wheels of the bundle. */
export function runNatively(area: string): RowResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-capabilities-'));
  try {
    cpSync(FOLDER, folder, { recursive: true });
    return parseResults(runPython(folder, [area]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What they print in the engine. */
export async function runInEngine(runtime: Runtime, area: string): Promise<RowResult[]> {
  const { stdout, stderr, end } = await recordRun(runtime, readProject(), ['python', 'rows.py', area]);
  if (end.outcome !== 'exited' || end.exitCode !== 0) throw new Error(`The rows did not run: ${stderr}`);
  return parseResults(stdout);
}

function readProject(): Project {
  const paths = globSync('**/*.{py,html,css,json}', { cwd: FOLDER }).filter((path) => !path.includes('__pycache__'));
  return Object.fromEntries(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(FOLDER, path), 'utf8')]));
}

function runPython(folder: string, words: readonly string[]): string {
  return execFileSync(NATIVE_PYTHON, ['-B', 'rows.py', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: ENGINE_MODULES, PYTHONHASHSEED: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Rows may call what prints beside them: only JSON lines count. */
function parseResults(output: string): RowResult[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{"title":'));
  return lines.map((line) => resultSchema.parse(JSON.parse(line)));
}
