/** What an exercise is: the schema of its frontmatter and the folder it lives in. */
import { z } from 'zod';

/** The two stacks of the course. */
export const stackSchema = z.enum(['node', 'django']);
export type CourseStack = z.infer<typeof stackSchema>;

/** Exercise ids and lesson slugs: lower-case words joined by hyphens. They are folder names and URLs. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Write lower-case words joined by hyphens, for instance "hello-server".');

/** A path inside an exercise: relative, `/`-separated, without `.` or `..` segments. */
export const projectPathSchema = z
  .string()
  .min(1)
  .refine(
    (path) =>
      !path.startsWith('/') &&
      !path.includes('\\') &&
      !path.split('/').some((part) => part === '' || part === '.' || part === '..'),
    'Write a path relative to starter/, without "." or "..", for instance "library/models.py".',
  );

/**
 * Frontmatter of `exercises/<id>/exercise.mdx`. The body is the task. Each field's description is what an author is
 * told to write when the field is wrong.
 */
export const exerciseSchema = z.strictObject({
  title: z.string().min(3).max(60).describe('Write a short name of 3 to 60 characters, for instance "Hello, server".'),
  /** Which stack runs it. */
  runtime: stackSchema.describe('Write node or django.'),
  /** For lists and search engines. */
  summary: z.string().min(20).max(160).describe('Say in one sentence of 20 to 160 characters what the learner does.'),
  /** Files the workspace shows, in the order of the tabs; the first is open. Others of the starter stay out of sight. */
  files: z
    .array(projectPathSchema)
    .min(1)
    .describe('List the files of starter/ that the workspace shows, the one to open first; paths without "..".'),
  /** Shown files the learner cannot change. */
  readOnly: z
    .array(projectPathSchema)
    .default([])
    .describe('List the shown files that the learner cannot change, or leave the field out.'),
  /** What Run does. */
  run: z
    .string()
    .min(1)
    .optional()
    .describe('Write the command that Run runs, or leave it out for "node <first file>" or "python manage.py check".'),
  /** Its `starter/package.json` names packages from npm; a lock file beside it pins them. */
  npm: z
    .boolean()
    .default(false)
    .describe('Write true when starter/package.json names packages from npm, or leave the field out.'),
  /** The SQLite file that the Database pane looks into. */
  database: projectPathSchema
    .optional()
    .describe('Write the path of the SQLite file, for instance "db.sqlite3", or leave the field out.'),
  /** Files that outlive a run: the next run of the same exercise finds them as the last one left them. */
  keep: z
    .array(projectPathSchema)
    .default([])
    .describe('List the files that the next run finds as the last one left them, or leave the field out.'),
  /** The same task in the other stack. */
  twin: idSchema.optional().describe('Write the id of the same task in the other stack, or leave the field out.'),
  /** Field terms this exercise practises. */
  concepts: z.array(z.string().min(2)).min(1).describe('List at least one term that the exercise practises.'),
  /** How long it takes someone who read the lesson, in minutes. */
  minutes: z.number().int().min(1).max(120).describe('Write a whole number of minutes from 1 to 120.'),
  /** From a nudge to nearly the answer; each more direct than the one before. Markdown. */
  hints: z
    .array(z.string().min(10))
    .min(3)
    .describe('List at least three hints of 10 characters or more, from a nudge to nearly the answer.'),
});
export type ExerciseFrontmatter = z.infer<typeof exerciseSchema>;

/** `exercises/<id>/wrong-answers/<cause>/wrong-answer.json`: a known mistake and what must be said of it. */
export const wrongAnswerSchema = z.strictObject({
  mistake: z
    .string()
    .min(10)
    .describe('Say the mistake in a sentence, for instance "Schedules the second write with setTimeout".'),
  message: z
    .string()
    .min(3)
    .describe('Write text that the message, expected or actual of at least one failed test must contain.'),
});

/** An exercise as the workspace needs it. Paths are relative to the project's root. */
export interface Exercise {
  readonly id: string;
  readonly title: string;
  readonly stack: CourseStack;
  readonly summary: string;
  readonly files: readonly string[];
  readonly readOnly: readonly string[];
  /** The command that Run runs, split into words. */
  readonly command: readonly string[];
  /** It needs the packages from npm that its `package.json` names. */
  readonly npm: boolean;
  /** The SQLite file that the Database pane looks into. */
  readonly database?: string;
  /** Files that the next run finds as the last one left them. A check never sees them. */
  readonly keep?: readonly string[];
  readonly twin?: string;
  readonly concepts: readonly string[];
  readonly minutes: number;
  /** Rendered to HTML at build time. */
  readonly hints: readonly string[];
  /** Text files by path; binary files as base64 under `binary`. */
  readonly starter: ExerciseFiles;
  /** Overlays the starter. */
  readonly solution: ExerciseFiles;
  /** Paths start with `tests/`. */
  readonly tests: ExerciseFiles;
}

/** Files as they travel to the page in JSON. */
export interface ExerciseFiles {
  readonly text: Readonly<Record<string, string>>;
  /** base64 */
  readonly binary: Readonly<Record<string, string>>;
}
