/** Recording of callbacks and of requests: a run that is not traced never loads it. */
export { startTracing } from '../kernel/trace/start-tracing.ts';
