import type { TraceOrigin } from '../../../trace.ts';

const ORIGINS: readonly (readonly [RegExp, TraceOrigin])[] = [
  [/^(?:FS|FILEHANDLE|STATWATCHER)/, 'fs'],
  [/^HTTP/, 'http'],
  [/^(?:TCP|PIPE|UDP|SHUTDOWN|WRITE|TLS|GETADDRINFO|GETNAMEINFO|QUERY)/, 'net'],
  [/^TTY/, 'input'],
  [/^(?:WORKER|MESSAGEPORT|PROCESS)/, 'worker'],
];

/** What a native resource is for, by the type that `async_hooks` reports (Node.js src/async_wrap.h). */
export function originOfProvider(provider: string): TraceOrigin {
  return ORIGINS.find(([pattern]) => pattern.test(provider))?.[1] ?? 'other';
}
