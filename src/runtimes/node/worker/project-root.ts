/** Where a project lies in the file system of its program. */
export const PROJECT_ROOT = '/home/learner/project';
