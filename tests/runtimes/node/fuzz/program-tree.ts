/** Programs as trees: what the generator grows, the printer writes as JavaScript and the minimiser cuts. */

/** One statement: its text around the blocks it contains, for instance `setImmediate(() => {` … `});`. */
export interface Statement {
  /** One more piece than there are blocks. */
  readonly pieces: readonly string[];
  readonly blocks: readonly Block[];
}

export type Block = readonly Statement[];

/** A part of a program that starts when the loop has nothing left of the one before. */
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

/** The JavaScript of a program: a function body that returns a function for each stage. */
export function printProgram({ handlers, stages }: Program): string {
  const functions = stages.flatMap(({ start, end, body }) => [
    '() => {',
    ...(start === '' ? printBlock(body, '  ') : [start, ...printBlock(body, '  '), end]),
    '},',
  ]);
  return [...printBlock(handlers, ''), 'return [', ...functions, '];'].join('\n');
}

function printBlock(block: Block, indent: string): string[] {
  return block.flatMap(({ pieces, blocks }) =>
    pieces.flatMap((piece, index) => [
      ...(piece === '' ? [] : [indent + piece]),
      ...printBlock(blocks[index] ?? [], `${indent}  `),
    ]),
  );
}

/** A statement that contains nothing. */
export function line(text: string): Statement {
  return { pieces: [text], blocks: [] };
}

/** A statement that contains one block. */
export function around(start: string, block: Block, end: string): Statement {
  return { pieces: [start, end], blocks: [block] };
}
