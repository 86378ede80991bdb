import { changedBuiltin } from './builtin-snapshot.ts';

/** What the page shows when the kernel broke down. */
export interface CrashReport {
  readonly message: string;
  /** Where the program is at fault: what to do. */
  readonly hint?: string;
}

const TAMPER_HINT = 'Leave what the language provides as it is. The next run starts with everything in place again.';

/** Relies on nothing that a program can change, apart from the error's own text. */
export function describeCrash(error: unknown): CrashReport {
  const message = tamperMessage();
  return message === undefined ? { message: textOf(error) } : { message, hint: TAMPER_HINT };
}

/** A sentence about what the program took away, if it did. */
function tamperMessage(): string | undefined {
  const changed = changedBuiltin();
  if (changed === undefined) return undefined;
  return `The program changed ${changed}, which the embedded Node.js itself needs: it cannot go on.`;
}

function textOf(error: unknown): string {
  try {
    if (typeof error === 'object' && error !== null) {
      const { stack, message } = error as { stack?: unknown; message?: unknown };
      if (typeof stack === 'string') return stack;
      if (typeof message === 'string') return message;
    }
    return `${error as string}`;
  } catch {
    return 'What it threw cannot be described.';
  }
}
