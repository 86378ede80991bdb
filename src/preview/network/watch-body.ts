import { KEPT_BYTES, type LoggedAnswer } from './request-log.ts';

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Passes a body on and reports what has come of it: at its first piece, its end, and now and then in between. */
export function watchBody(
  body: Body,
  report: (seen: Pick<LoggedAnswer, 'body' | 'bodyBytes' | 'isComplete'>) => void,
): Body {
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let bodyBytes = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const tell = (isComplete: boolean) => {
    reportedAt = performance.now();
    report({ body: join(kept, keptBytes), bodyBytes, isComplete });
  };
  return body.pipeThrough(
    new TransformStream({
      transform(bytes, controller) {
        bodyBytes += bytes.length;
        if (keptBytes < KEPT_BYTES) {
          const part = bytes.slice(0, KEPT_BYTES - keptBytes);
          kept.push(part);
          keptBytes += part.length;
        }
        controller.enqueue(bytes);
        if (performance.now() - reportedAt > REPORT_EVERY_MS) tell(false);
      },
      flush: () => tell(true),
    }),
  );
}

const REPORT_EVERY_MS = 250;

function join(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}
