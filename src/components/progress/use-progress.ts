/** The learner's progress for components: drawn again when something of it changes, here or in another tab. */
import { useEffect, useState } from 'preact/hooks';
import type { Progress } from '../../progress/progress.ts';
import { sharedProgress } from '../../progress/shared-progress.ts';

export function useProgress(): Progress {
  const progress = sharedProgress();
  const [, setDrawing] = useState(0);
  useEffect(() => {
    const drawAgain = () => setDrawing((drawing) => drawing + 1);
    // What changed between the first drawing and now was missed.
    drawAgain();
    const endChanges = progress.onChange(drawAgain);
    const endProblems = progress.onProblems(drawAgain);
    return () => {
      endChanges();
      endProblems();
    };
  }, [progress]);
  return progress;
}
