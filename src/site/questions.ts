/** Finds the questions of lessons by their ids, for the components that show them. */
import { getCollection } from 'astro:content';
import type { Question } from '../course/question.ts';

/** Ids are unique in the course: src/course holds it to that. */
export async function findQuestion(id: string): Promise<Question> {
  const lessons = await getCollection('lessons');
  const question = lessons.flatMap(({ data }) => data.questions).find((asked) => asked.id === id);
  if (!question) throw new Error(`There is no question "${id}".`);
  return question;
}
