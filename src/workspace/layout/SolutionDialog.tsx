/** Asks before the solution is shown to someone who has not solved the exercise. */
import type { Workspace } from '../model/workspace.ts';
import { Dialog } from './Dialog.tsx';

export function SolutionDialog({ workspace }: { readonly workspace: Workspace }) {
  const { help } = workspace;
  if (help.solution.value !== 'asking') return null;
  return (
    <Dialog title="See the solution?" onClose={() => help.closeSolution()}>
      <p>You have not solved this exercise yet. Solving it yourself is what makes it stay.</p>
      <p>{describeHintsLeft(workspace)} Your own code is not touched: the solution is shown beside it.</p>
      <form method="dialog" class="ws-dialog-actions">
        <button type="submit" class="ts-button ts-button-main">
          Keep trying
        </button>
        <button type="button" class="ts-button" onClick={() => workspace.openSolution()}>
          Show the solution
        </button>
      </form>
    </Dialog>
  );
}

function describeHintsLeft({ help, exercise }: Workspace): string {
  const left = exercise.hints.length - help.hints.value.length;
  if (left === 0) return 'You have seen every hint.';
  return left === 1 ? 'There is one more hint.' : `There are ${left} more hints.`;
}
