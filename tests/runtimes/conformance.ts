/**
 * What every runtime must do, whatever its stack. A case says it in terms of a stack's `ConformancePrograms`; the suites
 * that run the cases are `conformance.test.ts` (the engines, in Chromium) and `conformance-fake.test.ts` (a fake runtime
 * that breaks one promise at a time, to prove that the cases notice).
 */
import type { Project, Runtime } from '../../src/runtimes/runtime.ts';
import { CHECK_CASES } from './conformance-check-cases.ts';
import { FILE_CASES } from './conformance-file-cases.ts';
import { LIFE_CASES } from './conformance-life-cases.ts';
import { RUN_CASES } from './conformance-run-cases.ts';
import { SERVER_CASES } from './conformance-server-cases.ts';
import { TRACE_CASES } from './conformance-trace-cases.ts';

/** A program and how it is started. */
export interface Program {
  readonly project: Project;
  readonly command: readonly string[];
}

/** The same small programs in each stack. What they must do is said here; the cases hold the runtime to it. */
export interface ConformancePrograms {
  /** Writes `one` to stdout, `two` to stderr, `three` to stdout, a line each, then ends. */
  readonly interleaved: Program;
  /** Ends with exit code 3 after writing `bye`. */
  readonly exitsWith3: Program;
  /** Throws an error with the message `kaboom` that nothing catches, on line 2 of its file. */
  readonly throws: Program;
  /** Its file `main.*` is no valid program. */
  readonly syntaxError: Program;
  /** Writes what it reads from standard input in upper case. */
  readonly shouts: Program;
  /** Writes `started`, then loops for ever without giving control back. */
  readonly loops: Program;
  /** Writes `UNICODE_LINE` 20,000 times without line ends, then one line end. */
  readonly unicode: Program;
  /** Writes 10,000,000 bytes to stdout in lines of 100, then `done` to stderr (cut as well) and ends with code 0. */
  readonly floods: Program;
  /** Reads `bytes.bin` (each byte value once, in order): writes its length and the sum of its bytes, `256 32640`. */
  readonly readsBytes: Program;
  /** Calls itself without end, nothing catches it. */
  readonly recurses: Program;
  /** Fills 1 GB of memory, writes `done` if it can. */
  readonly allocates: Program;
  /** Sets a global, changes a built-in module and writes a file, then looks like `looks` does. */
  readonly leaves: Program;
  /** Writes `clean` when nothing of `leaves` is to be seen, else `dirty`. */
  readonly looks: Program;
  /** Serves HTTP on port 8000: answers `POST /echo?x=1` with 201, the header `x-seen: POST /echo?x=1` and the body it got. */
  readonly serves: Program;
  /**
   * Serves HTTP on port 8000: `/ticks` writes `tick` for ever, one at a time, and prints `gone` when its client has left;
   * `/` answers `here`.
   */
  readonly streams: Program;
  /**
   * Writes what `changed.bin` holds (`old`) to stdout, gives it the bytes 0, 255 and 10 in its place, removes `gone.txt`,
   * makes `made/new.txt` (`n`) and `other.txt`, and leaves `same.txt` as it is.
   */
  readonly writes: Program;
  /** Serves HTTP; writes to `count.txt` how many requests have come. */
  readonly counts: Program;
  /** A file whose second line is the only mistake. */
  readonly mistake: { readonly path: string; readonly text: string };

  /**
   * Checks. `graded`: a suite with three tests: `adds` passes and prints `printed by adds`, `compares` fails because
   * `[1, 2, 4]` is not `[1, 2, 3]` (expected), `breaks` fails because the learner's file throws `not today` on line 6.
   */
  readonly graded: CheckProgram;
  /** One passing test and one that is skipped. */
  readonly skips: Project;
  /** A test file without a test. */
  readonly noTests: Project;
  /** The learner's file that the tests import is no valid program; the mistake is on line 3. */
  readonly brokenFile: CheckProgram;
  /** The test file itself throws `cannot load` while it is loaded. */
  readonly throwsOnImport: Project;
  /** The learner's function ends the program (exit code 0) in the middle of the only test. */
  readonly exitsInTest: Project;
  /** The learner's function loops for ever in the second of two tests; the first passes. */
  readonly loopsInTest: Project;
  /** The learner's function calls itself without end, in the only test. */
  readonly recursesInTest: Project;
  /** The only test writes 10 MB and passes. */
  readonly floodsInTest: Project;
  /** The only test passes when nothing of an earlier check is to be seen, and leaves traces for the next. */
  readonly leavesInTest: Project;
}

/** A project to check, and the learner's file in it. */
export interface CheckProgram {
  readonly project: Project;
  readonly learnerFile: string;
}

/** Bytes of 1 to 4 in UTF-8 and a pair of surrogates: any chunk border falls inside some character sooner or later. */
export const UNICODE_LINE = 'aé漢🙂';

/** All 256 byte values, in order. */
export const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, value) => value);

/** What a case works with. */
export interface ConformanceWorld {
  readonly runtime: Runtime;
  readonly programs: ConformancePrograms;
  /** How long the page around the runtime did not answer while `work` went on, at most, in ms. */
  measureLongestFreeze(work: () => Promise<unknown>): Promise<number>;
}

/** One promise of the contract. `verify` throws when it is broken. */
export interface ConformanceCase {
  readonly name: string;
  verify(world: ConformanceWorld): Promise<void>;
}

export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  ...RUN_CASES,
  ...SERVER_CASES,
  ...TRACE_CASES,
  ...CHECK_CASES,
  ...FILE_CASES,
  ...LIFE_CASES,
];
