/** What a program printed, in blocks that stay as they are once full: drawing more output never redraws the old. */
import { AnsiReader, type TextPiece } from './ansi-text.ts';

/** `stdin`: what the learner typed, shown where a terminal would show it. */
export type OutputStream = 'stdin' | 'stdout' | 'stderr';

/** A stretch of one stream. Replaced by a new object when text is added; compare by identity. */
export interface OutputBlock {
  readonly id: number;
  readonly stream: OutputStream;
  readonly pieces: readonly TextPiece[];
  /** Line ends in it; the height of a block that is not on screen is guessed from it. */
  readonly lines: number;
  readonly length: number;
  /** It goes on with the stream of the block before. */
  readonly isContinuation: boolean;
}

/** A block longer than this ends at its next line end, in characters. */
const BLOCK_LENGTH = 12_000;
/** A block ends here even within a line. */
const BLOCK_LENGTH_AT_MOST = 48_000;

export class OutputLog {
  #blocks: OutputBlock[] = [];
  #readers: Record<OutputStream, AnsiReader> = {
    stdin: new AnsiReader(),
    stdout: new AnsiReader(),
    stderr: new AnsiReader(),
  };

  /** The present blocks; a new array after each `append`. */
  get blocks(): readonly OutputBlock[] {
    return [...this.#blocks];
  }

  append(stream: OutputStream, text: string): void {
    for (const piece of this.#readers[stream].read(text)) {
      let rest = piece.text;
      while (rest !== '') rest = this.#add(stream, { ...piece, text: rest });
    }
  }

  /** Adds as much of a piece as the present block takes; returns what is left of its text. */
  #add(stream: OutputStream, piece: TextPiece): string {
    const last = this.#blocks.at(-1);
    const isSameStream = last?.stream === stream;
    if (!last || !isSameStream || isFull(last)) {
      this.#blocks.push({
        id: (last?.id ?? 0) + 1,
        stream,
        pieces: [],
        lines: 0,
        length: 0,
        isContinuation: isSameStream,
      });
    }
    const block = this.#blocks.at(-1) as OutputBlock;
    const taken = takeText(piece.text, block.length);
    this.#blocks[this.#blocks.length - 1] = {
      ...block,
      pieces: joinPieces(block.pieces, { ...piece, text: taken }),
      lines: block.lines + countLines(taken),
      length: block.length + taken.length,
    };
    return piece.text.slice(taken.length);
  }
}

/** The blocks of text that is known as a whole. */
export function toBlocks(printed: Iterable<{ readonly stream: OutputStream; readonly text: string }>) {
  const log = new OutputLog();
  for (const { stream, text } of printed) log.append(stream, text);
  return log.blocks;
}

function isFull({ length, pieces }: OutputBlock): boolean {
  return length >= BLOCK_LENGTH_AT_MOST || (length >= BLOCK_LENGTH && pieces.at(-1)?.text.endsWith('\n') === true);
}

function takeText(text: string, present: number): string {
  const room = BLOCK_LENGTH_AT_MOST - present;
  const lineEnd = text.indexOf('\n', Math.max(0, BLOCK_LENGTH - present - 1));
  return text.slice(0, lineEnd === -1 || lineEnd >= room ? room : lineEnd + 1);
}

function joinPieces(pieces: readonly TextPiece[], piece: TextPiece): readonly TextPiece[] {
  const last = pieces.at(-1);
  if (!last || last.classes !== piece.classes) return [...pieces, piece];
  return [...pieces.slice(0, -1), { ...last, text: last.text + piece.text }];
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
