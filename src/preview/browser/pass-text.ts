import type { FrameSession } from './frame-session.ts';

/** Shows text while it comes. Never rejects. */
export async function passText(
  text: ReadableStream<string>,
  session: FrameSession,
  signal: AbortSignal,
): Promise<void> {
  const reader = text.getReader();
  // Whoever leaves the page wants no more of it: the server hears that.
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) break;
      session.send({ type: 'text', text: value });
    }
  } catch {
    session.send({ type: 'text', text: '\n[The connection broke here.]' });
  }
}
