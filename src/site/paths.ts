/** Addresses of pages on this site, under whatever path it lives. */

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

export const homePath = base;
export const progressPath = `${base}progress/`;
export const reviewPath = `${base}review/`;
export const licencesPath = `${base}licences/`;

export function lessonPath(slug: string): string {
  return `${base}lessons/${slug}/`;
}

export function exercisePath(id: string): string {
  return `${base}exercises/${id}/`;
}

/** The exercise as data, for the workspace. */
export function exerciseDataPath(id: string): string {
  return `${exercisePath(id)}exercise.json`;
}
