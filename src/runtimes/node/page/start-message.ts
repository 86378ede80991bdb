import type { Project, RunOptions } from '../../runtime.ts';
import type { StartMessage } from '../worker/messages.ts';
import type { NodeCommand } from './parse-command.ts';

export function startMessage(
  activity: StartMessage['activity'],
  project: Project,
  { argv, execArgv, options }: NodeCommand,
  stdin: RunOptions['stdin'],
  trace: RunOptions['trace'],
): StartMessage {
  const keepsInputOpen = stdin !== undefined && typeof stdin !== 'string';
  const files = Object.entries(project);
  return {
    type: 'start',
    activity,
    files,
    argv,
    execArgv,
    options,
    stdin: keepsInputOpen ? '' : (stdin ?? ''),
    keepsInputOpen,
    trace: trace ?? [],
  };
}
