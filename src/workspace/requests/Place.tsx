/** Leads to a line, by the end of its path: in a narrow pane the whole of it would fill two lines. */
import type { SourceLocation } from '../../runtimes/runtime.ts';
import type { Workspace } from '../model/workspace.ts';
import { JumpButton } from '../panes/JumpButton.tsx';
import { shortenPath } from './read-spans.ts';

export interface PlaceProps {
  readonly workspace: Workspace;
  readonly location: SourceLocation;
}

export function Place({ workspace, location }: PlaceProps) {
  return (
    <JumpButton
      workspace={workspace}
      location={location}
      label={`${shortenPath(location.file)}, line ${location.line}`}
    />
  );
}
