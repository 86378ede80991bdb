/**
 * Answers one request: `request` is what the client sent,
 * `response` is what it gets back.
 */
export function hello(request, response) {
  const url = new URL(request.url, 'http://localhost');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');

  if (url.pathname !== '/') {
    response.statusCode = 404;
    response.end('Not found\n');
    return;
  }

  const name = url.searchParams.get('name') || 'world';
  response.end(`Hello, ${name}!\n`);
}
