/** Marks the files that took part in the request that is looked at, in the workspace's list of files. */
import { useSignalEffect } from '@preact/signals';
import type { RequestTrace } from '../../runtimes/trace.ts';
import type { Workspace } from '../model/workspace.ts';
import { filesOf, mapFiles } from './map-files.ts';
import { projectTexts } from './project-texts.ts';

export function useLitFiles(workspace: Workspace): void {
  useSignalEffect(() => {
    const trace = workspace.requests.chosen.value?.trace;
    if (trace) workspace.requests.light(pathsOf(trace, workspace));
  });
}

function pathsOf(trace: RequestTrace, workspace: Workspace): ReadonlySet<string> {
  const fromSteps = trace.spans.flatMap(({ source }) => source?.file ?? []);
  return new Set([...fromSteps, ...filesOf(mapFiles(trace, projectTexts(workspace)))]);
}
