export const BATCH = 100;

export async function runJobs(jobs, done) {
  const results = [];
  await null;
  for (const job of jobs) {
    if (results.length % BATCH === 0) await null;
    results.push(job());
  }
  done(results);
}
