/** Leads to a line of a file. */
import { describeLocation } from '../../grading/explain-failure.ts';
import type { SourceLocation } from '../../runtimes/runtime.ts';
import { Icon } from '../layout/Icon.tsx';
import type { Workspace } from '../model/workspace.ts';

export interface JumpButtonProps {
  readonly location: SourceLocation;
  readonly workspace: Workspace;
  readonly label: string;
}

/** Just the place where the workspace does not show that file. */
export function JumpButton({ location, workspace, label }: JumpButtonProps) {
  if (!workspace.openFiles.canShow(location.file)) return <code>{describeLocation(location)}</code>;
  return (
    <button
      type="button"
      class="ts-button ws-jump"
      title={describeLocation(location)}
      onClick={() => workspace.goTo(location)}
    >
      <Icon name="arrow" />
      {label}
    </button>
  );
}
