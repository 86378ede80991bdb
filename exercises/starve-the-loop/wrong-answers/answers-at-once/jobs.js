export const BATCH = 100;

export function runJobs(jobs, done) {
  const results = [];

  function runBatch() {
    const end = Math.min(results.length + BATCH, jobs.length);
    while (results.length < end) {
      results.push(jobs[results.length]());
    }
    if (results.length === jobs.length) {
      done(results);
    } else {
      setImmediate(runBatch);
    }
  }

  runBatch();
}
