/** Parts of the engine that few programs need: scripts of their own, loaded while the program waits. */
import type { Natives } from './natives.ts';

/** The global in which a part leaves its exports. */
export const PART_GLOBAL = 'twinstackNodePart';

/** The exports of a part by its name, each loaded once. */
export type LoadPart = (name: string) => Record<string, unknown>;

/** `files` names each part's script beside the kernel's. */
export function createPartLoader(natives: Natives, files: Readonly<Record<string, string>>): LoadPart {
  const loaded = new Map<string, Record<string, unknown>>();
  return (name) => {
    const known = loaded.get(name);
    if (known) return known;
    const file = files[name];
    if (file === undefined) throw new Error(`The embedded Node.js has no part "${name}".`);
    const part = importPart(natives, name, file);
    loaded.set(name, part);
    return part;
  };
}

function importPart(natives: Natives, name: string, file: string): Record<string, unknown> {
  try {
    natives.importScripts(file);
  } catch (error) {
    // Offline, or a file that the server no longer has.
    throw new Error(
      `A part of the embedded Node.js ("${name}") could not be loaded. Check the connection and run again.`,
      {
        cause: error,
      },
    );
  }
  const scope = globalThis as unknown as Record<string, Record<string, unknown> | undefined>;
  const part = scope[PART_GLOBAL];
  delete scope[PART_GLOBAL];
  if (!part) throw new Error(`The part "${name}" of the embedded Node.js left nothing behind.`);
  return part;
}
