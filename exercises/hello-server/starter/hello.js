/**
 * Answers one request: `request` is what the client sent,
 * `response` is what it gets back.
 */
export function hello(request, response) {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end('Hello, world!\n');
}
