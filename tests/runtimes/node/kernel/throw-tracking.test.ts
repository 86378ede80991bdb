import { Parser } from 'acorn';
import { describe, expect, it } from 'vitest';
import { AsyncState } from '../../../../src/runtimes/node/kernel/async-state.ts';
import { ErrorPlaces } from '../../../../src/runtimes/node/kernel/error-places.ts';
import { trackAwaits } from '../../../../src/runtimes/node/kernel/modules/await-edits.ts';
import { installAwaitTracking } from '../../../../src/runtimes/node/kernel/modules/await-tracking.ts';
import { SourceEdits } from '../../../../src/runtimes/node/kernel/modules/source-edits.ts';
import {
  installThrowTracking,
  mayThrow,
  trackThrows,
} from '../../../../src/runtimes/node/kernel/modules/throw-tracking.ts';

const errorPlaces = new ErrorPlaces();
installThrowTracking({ errorPlaces });
installAwaitTracking({ asyncState: new AsyncState() });

/** Runs the body of an async function that throws `made`, as a program's text is run, and tells what comes out. */
async function placeOf(body: string, made: Error): Promise<unknown> {
  const source = `(async (made, make) => {${body}\n})`;
  const edits = new SourceEdits();
  const program = Parser.parse(source, { ecmaVersion: 'latest' });
  trackThrows(program, source, edits);
  trackAwaits(program, source, edits);
  // biome-ignore lint/security/noGlobalEval: the code under test is text.
  const run = globalThis.eval(edits.apply(source));
  const caught = await run(made, () => made).catch((error: unknown) => error);
  expect(caught).toBe(made);
  return errorPlaces.thrownAt(made);
}

describe('the place of a throw', () => {
  it.each([
    ['of a variable', '\n  throw made;', { line: 2, column: 3 }],
    ['without a semicolon', '\n  throw made', { line: 2, column: 3 }],
    ['in parentheses', '\nthrow(made);', { line: 2, column: 1 }],
    ['of the last of several', '\nthrow 1, made;', { line: 2, column: 1 }],
    ['of a call', '\n\n if (made) throw make();', { line: 3, column: 12 }],
    ['of what was awaited', '\n throw await made;', { line: 2, column: 2 }],
    ['of an awaited call', '\n throw make(await make())', { line: 2, column: 2 }],
    ['in an asynchronous loop', '\n for await (const each of [made]) throw each', { line: 2, column: 35 }],
    ['the second time', '\n try { throw made; } catch (error) {\n throw error; }', { line: 3, column: 2 }],
  ])('%s is where the statement begins', async (_name, body, place) => {
    expect(await placeOf(body, new Error('made elsewhere'))).toEqual(place);
  });
});

it('a text that throws only what it makes is not parsed', () => {
  expect(mayThrow('if (no) throw new Error();\nthrow  new TypeError();')).toBe(false);
  expect(mayThrow('throw error')).toBe(true);
  expect(mayThrow('throw(new Error())')).toBe(true);
});
