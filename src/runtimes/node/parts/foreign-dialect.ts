/** Messages and stacks of V8 in a browser that is not V8's: Chromium never loads it. */
export { createDialect } from '../kernel/browser-differences/foreign-dialect.ts';
