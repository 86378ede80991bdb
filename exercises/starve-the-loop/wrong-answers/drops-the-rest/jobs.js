export const BATCH = 100;

export function runJobs(jobs, done) {
  const results = [];

  setImmediate(() => {
    for (const job of jobs.slice(0, BATCH)) {
      results.push(job());
    }
    if (results.length === jobs.length) done(results);
  });
}
