/** The licence texts, each as a file of its own. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { collectLicences } from '../../site/licences.ts';

export const getStaticPaths: GetStaticPaths = () =>
  collectLicences(process.cwd()).flatMap(({ id, text }) =>
    'content' in text ? [{ params: { id }, props: { content: text.content } }] : [],
  );

export const GET: APIRoute<{ content: string }> = ({ props }) =>
  new Response(props.content, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
