/** A process on a pseudoterminal, as the container has it. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { SpawnOptions, WebContainerProcess } from '@webcontainer/api';
import { pinnedNode } from '../../../../src/runtimes/node/lib/pinned-node.ts';

export interface TerminalProcess {
  readonly pid: number;
  readonly process: WebContainerProcess;
}

const BRIDGE = join(import.meta.dirname, 'pty_bridge.py');
/** The container's own shell, which is no program of this machine. */
const PROGRAMS: Readonly<Record<string, string>> = { jsh: 'sh' };

export function spawnOnTerminal(command: string, args: readonly string[], options: SpawnOptions): TerminalProcess {
  const { cols, rows } = options.terminal ?? { cols: 80, rows: 24 };
  const bridge = [BRIDGE, String(cols), String(rows), PROGRAMS[command] ?? command, ...args];
  const child = spawn('python3', bridge, {
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PS1: '> ',
      PATH: [dirname(pinnedNode()), process.env.PATH].join(delimiter),
      ...Object.fromEntries(Object.entries(options.env ?? {}).map(([name, value]) => [name, String(value)])),
    },
  });
  const [screenInput, screenOutput] = [child.stdio[0] as Writable, child.stdio[1] as Readable];
  screenInput.on('error', () => undefined);
  const exit = new Promise<number>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve(code ?? 1));
  });
  const output = new ReadableStream<string>({
    start(controller) {
      // As the vendor's package does: each chunk decoded by itself, wherever it was cut.
      screenOutput.on('data', (chunk: Buffer) => {
        if (options.output !== false) controller.enqueue(new TextDecoder().decode(chunk));
      });
      screenOutput.on('close', () => controller.close());
    },
    cancel: () => undefined,
  });
  const input = new WritableStream<string>({
    write: (text) => void screenInput.write(text),
  });
  return {
    pid: child.pid ?? 0,
    process: {
      exit,
      output,
      input,
      kill: () => void child.kill('SIGTERM'),
      resize: (size) => void (child.stdio[3] as Writable).write(`${size.cols} ${size.rows}\n`),
    },
  };
}
