import { createApp } from './app.js';

const server = createApp().listen(3000, async () => {
  await show('GET', '/books');
  await show('GET', '/books/2');
  await show('GET', '/books/7');
  await show('POST', '/books', { title: 'Routes to Nowhere' });
  await show('POST', '/books', {});
  server.close();
});

/** Sends one request and prints what came back. */
async function show(method, path, body) {
  const response = await fetch(`http://localhost:3000${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  console.log(method, path, response.status, response.headers.get('Location') ?? '');
  console.log('   ', text.split('\n')[0]);
}
