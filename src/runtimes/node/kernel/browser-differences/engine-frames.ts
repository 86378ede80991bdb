/** Stacks as SpiderMonkey and JavaScriptCore write them: a line `name@file:line:column` for each frame, no header. */
export interface EngineFrame {
  /** As the engine says it; empty for functions without a name and for top-level code. */
  readonly name: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

const FRAME = /^(?:async\*?\s*)?(.*?)@(.*):(\d+):(\d+)$/;

/** Frames without a position (native functions) are left out. */
export function parseEngineFrames(stack: string): EngineFrame[] {
  return stack.split('\n').flatMap((text) => {
    const [, name = '', file = '', line, column] = FRAME.exec(text) ?? [];
    return line === undefined ? [] : [{ name: plainName(name), file, line: Number(line), column: Number(column) }];
  });
}

/**
 * SpiderMonkey names functions by where they are: `outer/inner`, `outer/<` for one without a name, `object.method`. V8
 * says `Type.method` for methods of a prototype and the bare name else.
 */
function plainName(name: string): string {
  // A module of Node's library is a property whose key has slashes.
  const inModule = name.replace(/^globalThis\..*?\]<?\/?/, '');
  const own = inModule.slice(inModule.lastIndexOf('/') + 1);
  if (own.endsWith('<') || own === 'anonymous') return '';
  const method = /([\w$]+)(?:\.prototype)?\.([\w$]+)$/.exec(own);
  if (method && /^[A-Z]/.test(method[1] ?? '')) return `${method[1]}.${method[2]}`;
  const key = /\["([^"]+)"\]$/.exec(own);
  return key ? `Object.${key[1]}` : own.slice(own.lastIndexOf('.') + 1);
}
