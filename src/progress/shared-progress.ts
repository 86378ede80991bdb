/** The learner's progress on this page: the front door of this folder. */
import { Progress } from './progress.ts';
import { findLocalStorage } from './storage-area.ts';

let shared: Progress | undefined;

/** The progress of this page, the same for every island and script on it. */
export function sharedProgress(): Progress {
  if (!shared) {
    shared = new Progress(findLocalStorage());
    watchPage(window, shared);
  }
  return shared;
}

/** Writes before the page goes away and keeps up with other tabs. */
export function watchPage(page: Window, progress: Progress): void {
  page.addEventListener('pagehide', () => progress.writeAll());
  page.document.addEventListener('visibilitychange', () => progress.writeAll());
  page.addEventListener('beforeunload', (event) => {
    progress.writeAll();
    if (progress.hasUnsavedDraft()) event.preventDefault();
  });
  page.addEventListener('storage', ({ key }) => {
    // A key of null: the browser's own tools cleared all storage. What is open in this tab stays and is saved again.
    if (key !== null) progress.hearOtherTab(key);
  });
}
