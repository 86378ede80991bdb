export function hello(request, response) {
  const [path, query = ''] = request.url.split('?');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (path !== '/') {
    response.statusCode = 404;
    response.end('Not found\n');
    return;
  }
  const name = query.split('=')[1] || 'world';
  response.end(`Hello, ${name}!\n`);
}
