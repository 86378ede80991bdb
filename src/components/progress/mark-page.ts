/**
 * Shows progress on a static page and records where the learner is. Small on purpose: it loads with every lesson.
 * The page says what it wants by attributes; see `markPage`.
 */
import type { Progress } from '../../progress/progress.ts';
import { sharedProgress } from '../../progress/shared-progress.ts';
import { type ExerciseState, findExerciseState } from './exercise-state.ts';

const STATE_WORDS: Readonly<Record<ExerciseState, string>> = { passed: 'passed', started: 'started', untouched: '' };

/**
 * - `<body data-place-title data-lesson>`: this page is a place in the course, and a lesson that is open now.
 * - `<a data-continue hidden>` with `[data-continue-title]` inside: becomes the way back to the last place.
 * - `[data-due-count]`: gets the number of questions that are due for review, and is hidden when there are none.
 * - `[data-exercise-state="<id>"]`: gets `data-state`, and the word in its `.state-word` (hidden, for screen readers).
 */
export function markPage(page: Document, progress: Progress): void {
  recordVisit(page, progress);
  showPlace(page, progress);
  showExerciseStates(page, progress);
  showDueCount(page, progress);
  progress.onChange(({ kind }) => {
    if (kind === 'place') showPlace(page, progress);
    if (kind === 'result' || kind === 'draft') showExerciseStates(page, progress);
    if (kind === 'lesson' || kind === 'review') showDueCount(page, progress);
  });
}

function recordVisit(page: Document, progress: Progress): void {
  const { placeTitle, lesson } = page.body.dataset;
  if (placeTitle) progress.recordPlace({ path: page.location.pathname, title: placeTitle });
  if (lesson) progress.recordLessonOpened(lesson);
}

function showPlace(page: Document, progress: Progress): void {
  const place = progress.readPlace();
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[data-continue]')) {
    link.hidden = !place;
    if (place) link.href = place.path;
    link.querySelector('[data-continue-title]')?.replaceChildren(place?.title ?? '');
  }
}

function showDueCount(page: Document, progress: Progress): void {
  const count = progress.countDue();
  for (const element of page.querySelectorAll<HTMLElement>('[data-due-count]')) {
    element.hidden = count === 0;
    element.textContent = `${count} due`;
  }
}

function showExerciseStates(page: Document, progress: Progress): void {
  for (const element of page.querySelectorAll<HTMLElement>('[data-exercise-state]')) {
    const state = findExerciseState(progress, element.dataset.exerciseState ?? '');
    if (element.dataset.state === state) continue;
    element.dataset.state = state;
    element.querySelector('.state-word')?.replaceChildren(STATE_WORDS[state]);
  }
}

markPage(document, sharedProgress());
