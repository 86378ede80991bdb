/**
 * Many programs as one: each of their stages starts when the loop has nothing left of the one before (`beforeExit`), so
 * that a process or a worker serves them all. What each program logged is one line.
 */
import type { ProgramRun } from '../real-and-embedded.ts';
import { type Program, printProgram } from './program-tree.ts';

/** What programs have at hand. */
const SURROUNDINGS = `'use strict';
const fs = require('node:fs');
const events = require('node:events');
const stream = require('node:stream');
const timers = require('node:timers/promises');
const { AsyncLocalStorage } = require('node:async_hooks');
const store = new AsyncLocalStorage();
const thenable = (log) => ({ then(resolve) { log('then'); resolve('thenable'); } });
async function* steps(log) { yield 'first'; log('between'); await null; yield 'second'; }
const eventsOfPrograms = ['uncaughtException', 'unhandledRejection', 'rejectionHandled'];
let logged = [];
let current = -1;
let stages = [];
function next() {
  if (stages.length > 0) return stages.shift()();
  if (current >= 0) process.stdout.write(\`#\${current} \${logged.join(' ')}\\n\`);
  for (const name of eventsOfPrograms) process.removeAllListeners(name);
  current += 1;
  const lines = logged = [];
  const log = (...values) => lines.push(values.join(',') + (store.getStore() === undefined ? '' : '@' + store.getStore()));
  stages = programs[current]?.(log, new events.EventEmitter()) ?? [];
  if (stages.length > 0) stages.shift()();
}
// In an immediate: a stage that sets nothing but ticks would end the process from here.
process.on('beforeExit', () => { if (current < programs.length) setImmediate(next); });
`;

/** The batch as a project with one file. */
export function batchOf(programs: readonly Program[]): ProgramRun {
  const functions = programs.map((program) => `(log, emitter) => {\n${printProgram(program)}\n},`);
  const text = `${SURROUNDINGS}const programs = [\n${functions.join('\n')}\n];\n`;
  return { files: { 'main.js': text }, command: ['node', 'main.js'] };
}

/**
 * The batch as the real Node runs it. What an exception in a tick leaves in the queue waits for the next callback; V8's
 * tasks count as callbacks (Node.js src/node_platform.cc: RunForegroundTask), and one that collects young objects comes
 * whenever enough were made. So those ticks run before the next immediate or after it, as garbage will have it. Without
 * that task the order is the program's own: the engine has no say in when V8 collects.
 */
export function inSteadyNode(batch: ProgramRun): ProgramRun {
  return { ...batch, command: batch.command.toSpliced(1, 0, '--no-minor-gc-task') };
}

/** What each program logged, from the output of the batch; shorter when the batch broke off. */
export function logsOf(stdout: string, compared: 'order' | 'contexts'): string[] {
  const logs = stdout
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => line.slice(line.indexOf(' ') + 1));
  return compared === 'order' ? logs.map((log) => log.replaceAll(/@\w+/g, '')) : logs;
}
