/**
 * Text with ANSI escape sequences to styled pieces. Colours become class names, so that both themes can choose readable
 * ones; sequences that move a cursor or set a title are left out. (ECMA-48: CSI … SGR; XTerm control sequences: OSC.)
 */

/** A piece of text in one style; `classes` is empty for plain text. */
export interface TextPiece {
  readonly text: string;
  readonly classes: string;
}

interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly strike: boolean;
  readonly colour?: ColourName;
  readonly background?: ColourName;
}

export type ColourName = (typeof COLOURS)[number];

/** The eight of ECMA-48, in its order; `ws-ansi-<name>` is the class of each. */
export const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

const PLAIN: Style = { bold: false, dim: false, italic: false, underline: false, inverse: false, strike: false };

const ESC = '\u001b';
// CSI sequences, OSC sequences (ended by BEL or ST), and two-character escapes.
const SEQUENCE = new RegExp(
  `${ESC}(?:\\[([0-?]*)[ -/]*([@-~])|\\][^\\u0007${ESC}]*(?:\\u0007|${ESC}\\\\)|[ -Z\\\\^-~])`,
  'g',
);
/** A sequence whose end has not arrived. Longer than this is no sequence. */
const UNFINISHED = new RegExp(`${ESC}(?:\\[[0-?]*[ -/]*|\\][^\\u0007${ESC}]{0,200}${ESC}?)?$`);

/** Reads one stream; a style or a sequence may begin in one chunk and end in a later one. */
export class AnsiReader {
  #style = PLAIN;
  #rest = '';

  /** The pieces of a chunk. */
  read(chunk: string): TextPiece[] {
    let text = this.#rest + chunk.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    this.#rest = UNFINISHED.exec(text)?.[0] ?? '';
    text = text.slice(0, text.length - this.#rest.length);
    const pieces: TextPiece[] = [];
    let from = 0;
    for (const match of text.matchAll(SEQUENCE)) {
      this.#push(pieces, text.slice(from, match.index));
      from = match.index + match[0].length;
      if (match[2] === 'm') this.#style = applyCodes(this.#style, match[1] ?? '');
    }
    this.#push(pieces, text.slice(from));
    return pieces;
  }

  #push(pieces: TextPiece[], text: string): void {
    if (text !== '') pieces.push({ text, classes: nameClasses(this.#style) });
  }
}

function applyCodes(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => Number(code || '0'));
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, used } = readExtendedColour(codes.slice(index + 1));
      next = { ...next, [code === 38 ? 'colour' : 'background']: colour };
      index += used;
    } else {
      next = applyCode(next, code);
    }
  }
  return next;
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 9) return { ...style, strike: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 27) return { ...style, inverse: false };
  if (code === 29) return { ...style, strike: false };
  const tens = Math.floor(code / 10);
  const colour = COLOURS[code % 10];
  if (tens === 3 || tens === 9) return withColour(style, 'colour', colour);
  if (tens === 4 || tens === 10) return withColour(style, 'background', colour);
  return style;
}

/** 256 colours and true colour come down to the nearest of the eight, which both themes can show readably. */
function readExtendedColour(codes: readonly number[]): { colour: ColourName | undefined; used: number } {
  const [kind, first = 0, second = 0, third = 0] = codes;
  if (kind === 2) return { colour: nearestColour(first, second, third), used: 4 };
  if (kind !== 5) return { colour: undefined, used: 0 };
  if (first < 16) return { colour: COLOURS[first % 8], used: 2 };
  if (first >= 232) return { colour: first < 244 ? 'black' : 'white', used: 2 };
  const cube = first - 16;
  const level = (step: number) => Math.floor(cube / step) % 6;
  return { colour: nearestColour(level(36) * 51, level(6) * 51, level(1) * 51), used: 2 };
}

function nearestColour(red: number, green: number, blue: number): ColourName {
  const strongest = Math.max(red, green, blue);
  if (strongest < 48) return 'black';
  const isLit = (channel: number) => channel > strongest * 0.6;
  const index = Number(isLit(red)) + Number(isLit(green)) * 2 + Number(isLit(blue)) * 4;
  return COLOURS[index] ?? 'white';
}

function withColour(style: Style, side: 'colour' | 'background', colour: ColourName | undefined): Style {
  const { [side]: _before, ...others } = style;
  return colour ? { ...others, [side]: colour } : others;
}

function nameClasses(style: Style): string {
  const names: string[] = (['bold', 'dim', 'italic', 'underline', 'inverse', 'strike'] as const).filter(
    (name) => style[name],
  );
  if (style.colour) names.push(style.colour);
  if (style.background) names.push(`on-${style.background}`);
  return names.map((name) => `ws-ansi-${name}`).join(' ');
}
