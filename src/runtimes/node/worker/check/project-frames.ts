/** Reads stack traces: which frames lie in the project, and where. */
import type { SourceLocation } from '../../../runtime.ts';
import { PROJECT_ROOT } from '../project-root.ts';

export interface ProjectFrames {
  /** The stack with paths relative to the project and without Node's own frames. */
  readonly text: string;
  /** The places in the project, the deepest call first. */
  readonly locations: readonly SourceLocation[];
}

const ROOT = new RegExp(`(?:file://)?${PROJECT_ROOT}/`, 'g');
const NODE_FRAME = /^\s+at .*\bnode:[\w/]+:\d+:\d+\)?$/;
const POSITION = /^\s+at (?:async |.*?\()?((?:[^\s():]+\/)*[^\s():]+):(\d+):(\d+)\)?$/;
/** A syntax error has no frame in its file; its stack begins with the place. */
const SYNTAX_POSITION = /^((?:[^\s():]+\/)*[^\s():]+\.[cm]?js):(\d+)\n/;

export function projectFrames(stack: string): ProjectFrames {
  const isInProject = (line: string) => line.includes(PROJECT_ROOT);
  const lines = stack.split('\n').filter((line) => !NODE_FRAME.test(line));
  const locations: SourceLocation[] = [];
  if (isInProject(lines[0] ?? '')) {
    const [, file, line] = SYNTAX_POSITION.exec(stack.replace(ROOT, '')) ?? [];
    if (file && line) locations.push({ file, line: Number(line) });
  }
  for (const frame of lines.filter(isInProject)) {
    const [, file, line, column] = POSITION.exec(frame.replace(ROOT, '')) ?? [];
    if (file && !file.includes('node_modules/')) {
      locations.push({ file, line: Number(line), column: Number(column) });
    }
  }
  return { text: lines.join('\n').replace(ROOT, ''), locations };
}

/** Whether a project's file belongs to its tests. */
export function isTestFile(file: string): boolean {
  return file.startsWith('tests/');
}

/** A place that Node names by absolute path or `file:` URL, in the project's terms; undefined outside of it. */
export function projectLocation(file: string, line: number, column: number): SourceLocation | undefined {
  const relative = file.replace(ROOT, '');
  return relative === file ? undefined : { file: relative, line, column };
}
