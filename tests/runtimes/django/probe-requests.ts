/** Requests to the traced project in both Pythons: what Django's own tools say of them, and their traces. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import type { RequestTrace } from '../../../src/runtimes/trace.ts';
import { requestTraces } from '../sound-request-trace.ts';
import { LIBRARY_FOLDER, NATIVE_PYTHON } from './projects.ts';
import { recordRun } from './recording.ts';
import { TRACED_FOLDER, tracedProject } from './traced-project.ts';

/** What probe.py prints of a request: facts from Django's own tools. */
export interface Said {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly queries: readonly string[];
  readonly tried: readonly (readonly string[])[];
}

export interface Probed {
  readonly said: readonly Said[];
  readonly traces: readonly RequestTrace[];
}

function parseSaid(stdout: string): Said[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Said);
}

export function probeNatively(): Probed {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-traces-'));
  try {
    for (const from of [LIBRARY_FOLDER, TRACED_FOLDER]) cpSync(from, folder, { recursive: true });
    const modules = join(import.meta.dirname, '../../../src/runtimes/django/python');
    const script = join(import.meta.dirname, 'native_traces.py');
    const stdout = execFileSync(NATIVE_PYTHON, ['-B', script, folder, 'python', 'probe.py'], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: modules },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const batches = stdout.split('\n').filter((line) => line.startsWith('trace:'));
    return {
      said: parseSaid(stdout),
      traces: batches.map((line) => JSON.parse(line.slice('trace:'.length)).trace as RequestTrace),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function probeInEngine(runtime: Runtime): Promise<Probed> {
  const { stdout, stderr, events } = await recordRun(runtime, tracedProject(), ['python', 'probe.py'], {
    trace: ['requests'],
  });
  expect(stderr).toBe('');
  return { said: parseSaid(stdout), traces: requestTraces(events) };
}
