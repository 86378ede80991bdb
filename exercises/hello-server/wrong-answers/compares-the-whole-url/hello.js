export function hello(request, response) {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (request.url !== '/') {
    response.statusCode = 404;
    response.end('Not found\n');
    return;
  }
  const name = new URL(request.url, 'http://localhost').searchParams.get('name') || 'world';
  response.end(`Hello, ${name}!\n`);
}
