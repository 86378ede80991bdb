/** What a lesson is: the schema of its frontmatter. */
import { z } from 'zod';
import { idSchema } from './exercise.ts';

/**
 * Frontmatter of `lessons/NN-part/NN-lesson.mdx`. Its slug is the file name without number and ending. Each field's
 * description is what an author is told to write when the field is wrong.
 */
export const lessonSchema = z.strictObject({
  title: z.string().min(3).max(70).describe('Write a title of 3 to 70 characters.'),
  /** For lists and search engines. */
  summary: z
    .string()
    .min(20)
    .max(160)
    .describe('Say in one sentence of 20 to 160 characters what the lesson is about.'),
  /** What the learner can do afterwards. */
  goals: z
    .array(z.string().min(10))
    .min(1)
    .max(5)
    .describe('List one to five things the learner can do afterwards, each starting with a verb.'),
  /** Reading time with exercises, in minutes. */
  minutes: z.number().int().min(1).max(180).describe('Write a whole number of minutes from 1 to 180.'),
  /** In the order they appear in the lesson. */
  exercises: z
    .array(idSchema)
    .default([])
    .describe('List the ids of the exercises of this lesson, or leave the field out.'),
});

/** `lessons/NN-part/part.json`: what a part is called. */
export const partSchema = z.strictObject({
  title: z.string().min(3).max(60).describe('Write the title of the part, 3 to 60 characters.'),
  summary: z.string().min(20).max(160).describe('Say in one sentence of 20 to 160 characters what the part teaches.'),
});
