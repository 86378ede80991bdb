export function hello(request, response) {
  const url = new URL(request.url, 'http://localhost');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (url.pathname !== '/') {
    response.end('Not found\n');
    return;
  }
  const name = url.searchParams.get('name') || 'world';
  response.end(`Hello, ${name}!\n`);
}
