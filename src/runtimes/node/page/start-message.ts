import type { Project, RunOptions } from '../../runtime.ts';
import type { StartMessage } from '../worker/messages.ts';
import type { NodeCommand } from './parse-command.ts';

/** What a worker lays out before it starts. */
export interface ProgramFiles {
  readonly project: Project;
  /** Archive of its packages from npm, if it has any. */
  readonly packages: Uint8Array | undefined;
}

export function startMessage(
  activity: StartMessage['activity'],
  { project, packages }: ProgramFiles,
  { argv, execArgv, options }: NodeCommand,
  { stdin, keep, trace }: Pick<RunOptions, 'stdin' | 'keep' | 'trace'>,
): StartMessage {
  const keepsInputOpen = stdin !== undefined && typeof stdin !== 'string';
  const files = Object.entries(project);
  return {
    type: 'start',
    activity,
    files,
    ...(packages && { packages }),
    argv,
    execArgv,
    options,
    stdin: keepsInputOpen ? '' : (stdin ?? ''),
    keepsInputOpen,
    trace: trace ?? [],
    ...(keep !== undefined && { keep }),
  };
}
