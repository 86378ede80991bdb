import { parse } from 'acorn';

const THROWN = /^\s*throw \w+; $/;

/**
 * Removes the comments of a script and keeps every line and column where it was, so that positions in stack traces
 * are Node's own without a source map. Half of Node's library is comments.
 */
export function stripComments(source: string): string {
  const comments: [start: number, end: number][] = [];
  parse(source, {
    ecmaVersion: 'latest',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    onComment: (_block, _text, start, end) => comments.push([start, end]),
  });
  let stripped = '';
  let position = 0;
  for (const [start, end] of comments) {
    const comment = source.slice(start, end);
    // Such a line is shown above an uncaught error.
    const isShown = THROWN.test(source.slice(source.lastIndexOf('\n', start) + 1, start));
    stripped += source.slice(position, start) + (isShown ? comment : comment.replace(/[^\n]/g, ' '));
    position = end;
  }
  return (stripped + source.slice(position)).replace(/[ \t]+$/gm, '');
}
