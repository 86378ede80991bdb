/** The solution beside the learner's code. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { solutionTexts } from '../model/project.ts';
import type { Workspace } from '../model/workspace.ts';

/** Narrower than this, the two stand one under the other, in CSS pixels. */
const BESIDE_FROM = 620;

export function SolutionComparison({ workspace }: { readonly workspace: Workspace }) {
  const { help, files, openFiles, exercise } = workspace;
  const host = useRef<HTMLDivElement>(null);
  const compare = useSignal<typeof import('../editor/code-comparison.ts') | undefined>(undefined);
  const hasFailed = useSignal(false);
  const manner = useSignal<'beside' | 'below'>('below');

  useEffect(() => {
    import('../editor/code-comparison.ts').then(
      (module) => {
        compare.value = module;
      },
      () => {
        hasFailed.value = true;
      },
    );
    const observer = new ResizeObserver(([entry]) => {
      manner.value = (entry?.contentRect.width ?? 0) < BESIDE_FROM ? 'below' : 'beside';
    });
    if (host.current) observer.observe(host.current);
    return () => observer.disconnect();
  }, [compare, hasFailed, manner]);

  useSignalEffect(() => {
    const path = openFiles.openPath.value;
    if (!compare.value || !host.current) return;
    const mine = files.texts.value[path] ?? exercise.starter.text[path] ?? '';
    const comparison = compare.value.createComparison(host.current, {
      path,
      mine,
      solution: solutionTexts(exercise)[path] ?? mine,
      manner: manner.value,
    });
    return () => comparison.destroy();
  });

  const path = openFiles.openPath.value;
  const isSame = files.texts.value[path] === solutionTexts(exercise)[path];
  return (
    <div class="ws-comparison">
      <div class="ws-comparison-head">
        <p>{describeSides(isSame, manner.value)}</p>
        <button type="button" class="ts-button" onClick={() => workspace.useSolution()}>
          Use this
        </button>
        <button type="button" class="ts-button ts-button-main" onClick={() => help.closeSolution()}>
          Back to my code
        </button>
      </div>
      {hasFailed.value && (
        <p class="ws-editor-failure" role="alert">
          The comparison could not be loaded. See whether you are online, then try again.
        </p>
      )}
      <div ref={host} class="ws-comparison-host" data-manner={manner.value} />
    </div>
  );
}

function describeSides(isSame: boolean, manner: 'beside' | 'below'): string {
  if (isSame) return 'In this file your code and the solution are the same.';
  return manner === 'beside' ? 'Yours on the left, a solution on the right.' : '− is yours, + is the solution.';
}
