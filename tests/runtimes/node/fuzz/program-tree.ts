/** Programs as trees: what the generator grows, the printer writes as JavaScript and the minimiser cuts. */

/** One statement: its text around the blocks it contains, for instance `setImmediate(() => {` … `});`. */
export interface Statement {
  /** One more piece than there are blocks. */
  readonly pieces: readonly string[];
  readonly blocks: readonly Block[];
}

export type Block = readonly Statement[];

/** A part of a program that starts in a macrotask of its own, well apart from the others. */
export interface Stage {
  readonly start: string;
  readonly end: string;
  readonly body: Block;
}

export interface Program {
  /** Handlers that are set up first: of uncaught exceptions, of unhandled rejections. */
  readonly handlers: Block;
  readonly stages: readonly Stage[];
}

/** The JavaScript of a program, a function body. */
export function printProgram({ handlers, stages }: Program): string {
  const lines = [...printBlock(handlers, '')];
  for (const { start, end, body } of stages) {
    if (start === '') lines.push(...printBlock(body, ''));
    else lines.push(start, ...printBlock(body, '  '), end);
  }
  return lines.join('\n');
}

function printBlock(block: Block, indent: string): string[] {
  return block.flatMap(({ pieces, blocks }) =>
    pieces.flatMap((piece, index) => [
      ...(piece === '' ? [] : [indent + piece]),
      ...printBlock(blocks[index] ?? [], `${indent}  `),
    ]),
  );
}
