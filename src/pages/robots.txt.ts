/** Everything may be found, except the data behind exercises. */
import type { APIRoute } from 'astro';

export const GET: APIRoute = () => new Response('User-agent: *\nAllow: /\nDisallow: /*/exercise.json$\n');
