import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import type { Exercise } from './course/exercise.ts';
import { exercisesLoader, type LessonEntry, lessonsLoader } from './course/load-collections.ts';

// The loaders give only what src/course has checked, with messages of its own; these schemas carry the types.
export const collections = {
  lessons: defineCollection({ loader: lessonsLoader(), schema: z.custom<LessonEntry>() }),
  exercises: defineCollection({ loader: exercisesLoader(), schema: z.custom<Exercise>() }),
};
