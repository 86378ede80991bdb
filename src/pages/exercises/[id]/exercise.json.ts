/** An exercise as data: what the workspace loads. */
import { getCollection } from 'astro:content';
import type { APIRoute, GetStaticPaths } from 'astro';
import type { Exercise } from '../../../course/exercise.ts';

export const getStaticPaths: GetStaticPaths = async () => {
  const exercises = await getCollection('exercises');
  return exercises.map(({ id, data }) => ({ params: { id }, props: { exercise: data } }));
};

export const GET: APIRoute<{ exercise: Exercise }> = ({ props }) => Response.json(props.exercise);
