/** Tells when a file of the course may have changed. */
import type { FSWatcher } from 'vite';

/**
 * The watcher drops a change that follows another of the same file within 50 ms (a save, then the editor's formatter),
 * so what is there is looked at once more when that time is over.
 */
const SETTLED_MS = 100;

/** Calls `look` after each event under `lessons/` and `exercises/`, and once more when the files have settled. */
export function watchCourse(watcher: FSWatcher, root: string, look: () => void): void {
  const folders = [`${root}lessons`, `${root}exercises`];
  watcher.add(folders);
  let settling: ReturnType<typeof setTimeout> | undefined;
  watcher.on('all', (_event, path) => {
    if (!folders.some((folder) => path.startsWith(folder))) return;
    look();
    clearTimeout(settling);
    settling = setTimeout(look, SETTLED_MS);
  });
}
