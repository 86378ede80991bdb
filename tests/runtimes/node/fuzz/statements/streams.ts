/** Statements about streams and asynchronous iteration. */
import { around, type Statement } from '../program-tree.ts';
import type { Draft, Form, Place } from './draft.ts';

export const STREAM_FORMS = {
  stream,
  generator: (draft, at) =>
    around('(async () => { for await (const value of steps(log)) { log(value);', draft.inner(at), '} })();'),
} satisfies Record<string, Form>;

function stream(draft: Draft, at: Place): Statement {
  const name = `stream_${draft.name()}`;
  return draft.random.pick<() => Statement>([
    () =>
      around(
        "stream.Readable.from(['x', 'y']).on('data', (chunk) => log(chunk)).on('end', () => {",
        draft.inner(at),
        "}).on('close', () => log('closed'));",
      ),
    () =>
      around(
        `const ${name} = new stream.PassThrough(); ${name}.on('data', (chunk) => { log(String(chunk));`,
        draft.inner(at),
        `}).on('finish', () => log('finish')).on('end', () => log('end')); ${name}.write('p'); ${name}.end('q');`,
      ),
    () =>
      around(
        `const ${name} = new stream.Writable({ write(chunk, encoding, done) { ${draft.random.pick(['done()', 'process.nextTick(done)', 'queueMicrotask(done)'])}; } }); ${name}.write('w', () => {`,
        draft.inner(at),
        `}); ${name}.end(() => log('ended')); ${name}.on('close', () => log('close'));`,
      ),
    () =>
      around(
        "(async () => { for await (const chunk of stream.Readable.from([1, 2])) { log('chunk', chunk);",
        draft.inner(at),
        '} })();',
      ),
  ])();
}
