/** Reads a program off the page: highlighted code is the only copy of it there. */
import type { CourseStack } from '../../course/exercise.ts';
import type { Program, ProgramFile } from '../../course/program.ts';

/** The program of a figure that site/code-blocks.ts made of a fence marked `run`. */
export function readProgram(figure: HTMLElement): Program {
  const { run, with: exercise } = figure.dataset;
  return {
    stack: (run === 'django' ? 'django' : 'node') satisfies CourseStack,
    ...readFile(figure),
    companions: readCompanions(figure),
    ...(exercise !== undefined && { exercise }),
  };
}

function readFile(figure: HTMLElement): ProgramFile {
  return { name: figure.dataset.file ?? '', code: readCode(figure) };
}

/** Lines that are shown as removed are not in the program; their numbers are kept. */
function readCode(figure: HTMLElement): string {
  const lines = [...figure.querySelectorAll('.line')];
  return lines.map((line) => (line.matches('.diff.remove') ? '' : line.textContent)).join('\n');
}

/** The fences right before it that are marked `also`. */
function readCompanions(figure: HTMLElement): ProgramFile[] {
  const before = figure.previousElementSibling;
  const isCompanion = before instanceof HTMLElement && before.dataset.file !== undefined && !before.dataset.run;
  return isCompanion ? [...readCompanions(before), readFile(before)] : [];
}
