/** Cuts a program down to what a failure needs. */
import { Script } from 'node:vm';
import { type Block, type Program, printProgram, type Stage } from './program-tree.ts';

/** Candidates that are tried at once. */
const TRIED_AT_ONCE = 60;

/** The smallest program found, by leaving out one thing after the other, that still fails. */
export async function minimise(
  program: Program,
  fail: (candidates: readonly Program[]) => Promise<readonly boolean[]>,
): Promise<Program> {
  let smallest = program;
  for (;;) {
    const candidates = [...smallerPrograms(smallest)].filter(parses);
    let smaller: Program | undefined;
    for (let start = 0; start < candidates.length && !smaller; start += TRIED_AT_ONCE) {
      const some = candidates.slice(start, start + TRIED_AT_ONCE);
      const failing = await fail(some);
      smaller = some.find((_, index) => failing[index]);
    }
    if (!smaller) return smallest;
    smallest = smaller;
  }
}

/** Each with one stage, handler or statement less, or with a statement's blocks in its place; big cuts first. */
function* smallerPrograms(program: Program): Generator<Program> {
  for (const stages of withoutOne(program.stages)) yield { ...program, stages };
  for (const [index, stage] of program.stages.entries()) {
    for (const body of smallerBlocks(stage.body)) {
      yield { ...program, stages: program.stages.with(index, { ...stage, body } satisfies Stage) };
    }
  }
  // Last: without its handler, a program may end the process, and with it the candidates that follow.
  for (const handlers of withoutOne(program.handlers)) yield { ...program, handlers };
}

function* smallerBlocks(block: Block): Generator<Block> {
  yield* withoutOne(block);
  for (const [index, statement] of block.entries()) {
    if (statement.blocks.length > 0) yield block.toSpliced(index, 1, ...statement.blocks.flat());
    for (const [inner, innerBlock] of statement.blocks.entries()) {
      for (const smaller of smallerBlocks(innerBlock)) {
        yield block.with(index, { ...statement, blocks: statement.blocks.with(inner, smaller) });
      }
    }
  }
}

function* withoutOne<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (const index of items.keys()) yield items.toSpliced(index, 1);
}

/** A cut may leave an `await` outside of its function. */
function parses(program: Program): boolean {
  try {
    new Script(`(log, emitter) => {${printProgram(program)}\n}`);
    return true;
  } catch {
    return false;
  }
}
