/** How many jobs may run in one turn of the event loop. */
export const BATCH = 100;

/**
 * Runs `jobs` (functions) in order, then calls `done`
 * with their results.
 */
export function runJobs(jobs, done) {
  const results = [];

  function next() {
    if (results.length === jobs.length) {
      done(results);
      return;
    }
    const job = jobs[results.length];
    results.push(job());
    process.nextTick(next);
  }

  next();
}
