import { runJobs } from './jobs.js';

const TOTAL = 50_000;

let finished = 0;
const jobs = Array.from({ length: TOTAL }, () => () => {
  finished += 1;
});

setTimeout(() => {
  console.log(`The timer of 1 ms came after ${finished} of ${TOTAL} jobs.`);
}, 1);

runJobs(jobs, () => {
  console.log('All jobs are done.');
});
