/**
 * What a tab of the browser remembers of a preview while its page is loaded anew. Session storage: another tab has a
 * server of its own, and a tab that was closed has none.
 */
export interface KeptPreview {
  /** The page that was shown. */
  readonly address?: string | undefined;
  /** A server was running when the page went away. */
  readonly isServing?: boolean | undefined;
  /** What had started it. */
  readonly command?: readonly string[] | undefined;
}

const KEY_PREFIX = 'twinstack/preview/';

/** Empty when nothing is kept, or what is kept is something else. */
export function readKeptPreview(exerciseId: string): KeptPreview {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY_PREFIX + exerciseId) ?? '{}');
    return isKept(kept) ? kept : {};
  } catch {
    // No storage, or a text that is no JSON: the preview begins anew.
    return {};
  }
}

export function keepPreview(exerciseId: string, kept: KeptPreview): void {
  try {
    sessionStorage.setItem(KEY_PREFIX + exerciseId, JSON.stringify(kept));
  } catch {
    // Without storage a reload begins anew. The learner's code does not depend on it.
  }
}

function isKept(value: unknown): value is KeptPreview {
  if (typeof value !== 'object' || value === null) return false;
  const { address, isServing, command } = value as Record<string, unknown>;
  return (
    (address === undefined || typeof address === 'string') &&
    (isServing === undefined || typeof isServing === 'boolean') &&
    (command === undefined || (Array.isArray(command) && command.every((word) => typeof word === 'string')))
  );
}
