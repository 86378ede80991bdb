/**
 * Where a program's events go: to the file, or the file descriptor, that TWINSTACK_EVENTS names, one JSON object a line.
 * A file keeps the order of stdout, stderr and test events, which pipes and a terminal do not.
 */
import { openSync, writeSync } from 'node:fs';

const target = process.env.TWINSTACK_EVENTS;
const fd = target === undefined ? undefined : /^\d+$/.test(target) ? Number(target) : openSync(target, 'a');

/** Synchronous: the program may loop for ever, or end, right after. */
export function writeEvent(event) {
  if (fd !== undefined) writeSync(fd, `${toAscii(JSON.stringify(event))}\n`);
}

/** ASCII survives every way of cutting a stream into chunks: the container decodes each by itself. */
export function toAscii(json) {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
