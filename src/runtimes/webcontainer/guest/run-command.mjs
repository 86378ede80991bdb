/**
 * Runs one command for the page and tells it by frames: lines on the terminal that begin with a mark of this run. The
 * terminal has one stream only, which programs colour as they like; so what they print goes past it, through a file.
 *
 * The first argument is JSON: `{ mark, command, eventsFile, env }`. The page answers with lines of JSON: `{ input }`,
 * `{ inputEnd }`, `{ stop }`.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import { toAscii } from './event-file.mjs';

/** How often the file of events is looked at, in ms. */
const LOOK_EVERY_MS = 15;
const COMMAND_NOT_FOUND = 127;
const CANNOT_RUN = 126;

const { mark, command, eventsFile, env } = JSON.parse(process.argv[2]);

function tell(frame) {
  process.stdout.write(`${mark}${toAscii(JSON.stringify(frame))}\n`);
}

/** Passes on what programs append to the file of events, line by line. */
class EventTail {
  #fd = openSync(eventsFile, 'a+');
  #chunk = Buffer.alloc(1 << 16);
  #rest = '';

  forward() {
    for (let length = this.#read(); length > 0; length = this.#read()) {
      const lines = (this.#rest + this.#chunk.toString('latin1', 0, length)).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) process.stdout.write(`${mark}${line}\n`);
    }
  }

  close() {
    this.forward();
    closeSync(this.#fd);
    rmSync(eventsFile, { force: true });
  }

  #read() {
    return readSync(this.#fd, this.#chunk, 0, this.#chunk.length, null);
  }
}

// Raw: the terminal must neither echo what the page sends nor wait for whole lines of it.
if (process.stdin.isTTY) process.stdin.setRawMode(true);
const tail = new EventTail();
const [program, ...args] = command;
const child = spawn(program, args, { env: { ...process.env, ...env, TWINSTACK_EVENTS: eventsFile } });

for (const stream of ['stdout', 'stderr']) {
  // What comes here was printed past the recording: by Node.js itself when it dies, or by no Node.js program at all.
  const decoder = new StringDecoder('utf8');
  child[stream].on('data', (content) => {
    tail.forward();
    const text = decoder.write(content);
    if (text) tell({ type: 'output', stream, text });
  });
}
const looking = setInterval(() => tail.forward(), LOOK_EVERY_MS);

// A program that has ended, or never reads, is no error of ours.
child.stdin.on('error', () => undefined);
createInterface({ input: process.stdin, terminal: false }).on('line', (line) => {
  const { input, inputEnd, stop } = JSON.parse(line);
  if (input !== undefined) child.stdin.write(input);
  if (inputEnd) child.stdin.end();
  if (stop) child.kill('SIGKILL');
});

function finish(end) {
  clearInterval(looking);
  tail.close();
  tell({ type: 'exit', ...end });
  // Not at once: the terminal may not have taken the frame yet.
  process.stdout.write('', () => process.exit(0));
}

child.on('error', (error) => {
  const isMissing = error.code === 'ENOENT';
  const text = isMissing ? `${program}: command not found\n` : `${program}: ${error.message}\n`;
  tell({ type: 'output', stream: 'stderr', text });
  finish({ code: isMissing ? COMMAND_NOT_FOUND : CANNOT_RUN });
});
child.on('close', (code, signal) => {
  // A command that could not be started has told its end.
  if (child.pid !== undefined) finish({ code, signal });
});
tell({ type: 'started' });
