import { describe, expect, it } from 'vitest';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';
import type { WorkerMessage } from '../../../../src/runtimes/node/worker/messages.ts';
import { OutputSender } from '../../../../src/runtimes/node/worker/output-sender.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function createSender(limit = 1_000_000) {
  const sent: WorkerMessage[] = [];
  const sender = new OutputSender(captureNatives(), limit, (message) => sent.push(message));
  return { sent, sender };
}

describe('what a program prints', () => {
  it('is sent at once while it is little', () => {
    const { sent, sender } = createSender();
    sender.write(1, encode('a'));
    sender.write(2, encode('b'));
    expect(sent).toEqual([
      { type: 'output', chunks: [{ stream: 'stdout', text: 'a' }] },
      { type: 'output', chunks: [{ stream: 'stderr', text: 'b' }] },
    ]);
  });

  it('is gathered when it is much', () => {
    const { sent, sender } = createSender();
    for (let line = 0; line < 20_000; line += 1) sender.write(1, encode('xxxxxxxxx\n'));
    sender.flush();
    expect(sent.length).toBeLessThan(1000);
    const text = sent
      .flatMap((message) => (message.type === 'output' ? message.chunks : []))
      .map((chunk) => chunk.text);
    expect(text.join('')).toHaveLength(200_000);
  });

  it('is cut once, at the limit, and told so', () => {
    const { sent, sender } = createSender(10);
    for (const _ of [1, 2, 3]) sender.write(1, encode('123456'));
    sender.flush();
    expect(sent.at(-1)).toEqual({ type: 'output-cut' });
    expect(sent.filter(({ type }) => type === 'output-cut')).toHaveLength(1);
    expect(sent.flatMap((message) => (message.type === 'output' ? message.chunks : []))).toEqual([
      { stream: 'stdout', text: '123456' },
      { stream: 'stdout', text: '1234' },
    ]);
  });

  it('keeps a character together that comes in two writes', () => {
    const { sent, sender } = createSender();
    const bytes = encode('é');
    sender.write(1, bytes.subarray(0, 1));
    sender.write(1, bytes.subarray(1));
    expect(JSON.stringify(sent)).toContain('é');
  });
});
