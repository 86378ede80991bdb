/** How many jobs may run in one turn of the event loop. */
export const BATCH = 100;

/**
 * Runs `jobs` (functions) in order, then calls `done`
 * with their results.
 */
export function runJobs(jobs, done) {
  const results = [];

  function runBatch() {
    const end = Math.min(results.length + BATCH, jobs.length);
    while (results.length < end) {
      const job = jobs[results.length];
      results.push(job());
    }
    if (results.length === jobs.length) {
      done(results);
    } else {
      setImmediate(runBatch);
    }
  }

  setImmediate(runBatch);
}
