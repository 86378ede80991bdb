import { Parser } from 'acorn';
import { describe, expect, it } from 'vitest';
import { AsyncState } from '../../../../src/runtimes/node/kernel/async-state.ts';
import { trackAwaits } from '../../../../src/runtimes/node/kernel/modules/await-edits.ts';
import { installAwaitTracking } from '../../../../src/runtimes/node/kernel/modules/await-tracking.ts';
import { originalColumn, SourceEdits } from '../../../../src/runtimes/node/kernel/modules/source-edits.ts';
import type { ModuleTrace } from '../../../../src/runtimes/node/kernel/trace/trace-sites.ts';

const asyncState = new AsyncState();
installAwaitTracking({ asyncState });

/** With `sites`, as the text of a traced program. */
function edit(source: string, sites?: () => number): SourceEdits {
  const trace = sites && ({ sites, markCalls: () => undefined } as unknown as ModuleTrace);
  const edits = new SourceEdits();
  trackAwaits(Parser.parse(source, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true }), source, edits, trace);
  return edits;
}

/** Runs the body of an async function; `frame()` tells the context it runs in, which is `start` at first. */
async function runTracked(body: string, sites?: () => number): Promise<unknown> {
  const source = `(async (frame, disturb, enter) => {${body}})`;
  // biome-ignore lint/security/noGlobalEval: the code under test is text.
  const run = globalThis.eval(edit(source, sites).apply(source));
  asyncState.contextFrame = 'start';
  const disturb = async () => {
    await null;
    asyncState.contextFrame = 'other';
  };
  const enter = (frame: string) => {
    asyncState.contextFrame = frame;
  };
  return run(() => asyncState.contextFrame, disturb, enter);
}

describe('the context', () => {
  it.each([
    ['after an await', 'await disturb(); return frame();'],
    ['after an await in an await', 'await (await disturb()); return frame();'],
    ['in a catch', 'try { await disturb().then(() => { throw 1; }); } catch { return frame(); }'],
    ['in a finally', 'try { await disturb(); } finally { return frame(); }'],
    ['in an asynchronous loop', 'for await (const _ of [disturb()]) { return frame(); }'],
    ['in an asynchronous loop without braces', 'for await (const _ of [disturb()]) return frame();'],
    ['in the loop of an if', 'if (frame) for await (const _ of [disturb()]) return frame(); else return 1;'],
    ['after an asynchronous loop', 'for await (const _ of [disturb()]) {} return frame();'],
    ['after a labelled loop', 'all: for await (const _ of [disturb()]) break all; return frame();'],
  ])('%s is the one before, traced or not', async (_place, body) => {
    expect(await runTracked(body)).toBe('start');
    expect(await runTracked(body, () => 1)).toBe('start');
  });
});

describe('a context that was entered', () => {
  it('is the one after an asynchronous loop', async () => {
    const body = `await null; enter('later'); await null;
      for await (const _ of [disturb()]) {} return frame();`;
    expect(await runTracked(body)).toBe('later');
  });
});

describe('columns', () => {
  it('are found back in an edited line', () => {
    const source = 'const a = await b(); throw new Error("x");';
    const edits = edit(source);
    const column = edits.apply(source).indexOf('new Error');
    expect(originalColumn(edits.columnShifts(source), 1, column)).toBe(source.indexOf('new Error'));
  });
});
