import assert from 'node:assert';
import { describe, it } from 'node:test';
import { runJobs } from '../jobs.js';

/** No job is expected any more after so many turns of the event loop, and so many ms, in which none was finished. */
const IDLE_TURNS = 100;
const IDLE_MS = 100;

describe('runJobs', () => {
  it('runs at most 100 jobs in one turn of the event loop', async () => {
    const { perTurn } = await watch(250);
    assert.deepStrictEqual(perTurn, [100, 100, 50]);
  });

  it('runs a list of exactly 100 jobs in one turn', async () => {
    const { perTurn } = await watch(100);
    assert.deepStrictEqual(perTurn, [100]);
  });

  it('gives all results in the order of the jobs', async () => {
    const { results } = await watch(250);
    assert.deepStrictEqual(
      results,
      Array.from({ length: 250 }, (_, index) => index),
    );
  });

  it('calls done once', async () => {
    const { calls } = await watch(250);
    assert.strictEqual(calls, 1);
  });

  it('never calls done before it has returned', async () => {
    for (const count of [0, 1]) {
      const { doneAtReturn } = await watch(count);
      assert.strictEqual(doneAtReturn, false, `With ${count} jobs, done was called before runJobs had returned.`);
    }
  });
});

/**
 * Runs `count` jobs and looks once per turn of the event loop how many are finished: at the return of runJobs, then in
 * each check phase. `perTurn` has the growth of the turns in which there was any.
 */
function watch(count) {
  return new Promise((resolve, reject) => {
    let finished = 0;
    let seen = 0;
    let calls = 0;
    let results;
    const perTurn = [];
    const jobs = Array.from({ length: count }, (_, index) => () => {
      finished += 1;
      return index;
    });
    let idleTurns = 0;
    let idleSince = performance.now();

    const look = () => {
      idleTurns += 1;
      if (finished === seen) return;
      perTurn.push(finished - seen);
      seen = finished;
      idleTurns = 0;
      idleSince = performance.now();
    };
    const lookEachTurn = (doneAtReturn) => {
      look();
      if (calls > 0) {
        // One more turn, to catch a second call of done.
        setImmediate(() => resolve({ perTurn, results, calls, doneAtReturn }));
      } else if (idleTurns > IDLE_TURNS && performance.now() - idleSince > IDLE_MS) {
        reject(
          new assert.AssertionError({
            message: `${finished} of ${count} jobs are finished and done was never called.`,
          }),
        );
      } else {
        setImmediate(lookEachTurn, doneAtReturn);
      }
    };

    setImmediate(() => {
      runJobs(jobs, (given) => {
        calls += 1;
        results = given;
      });
      const doneAtReturn = calls > 0;
      look();
      setImmediate(lookEachTurn, doneAtReturn);
    });
  });
}
