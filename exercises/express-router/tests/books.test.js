import assert from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createApp } from '../app.js';

/** How long an answer may take, in ms. It needs a few. */
const PATIENCE = 800;

describe('The books', () => {
  let server;

  beforeEach(() => new Promise((resolve) => (server = createApp().listen(0, resolve))));
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('are listed', async () => {
    assert.deepStrictEqual(await ask('GET', '/books'), {
      status: 200,
      body: [
        { id: 1, title: 'The Art of Waiting' },
        { id: 2, title: 'Streams and Rivers' },
      ],
    });
  });

  it('answer one by one, by id', async () => {
    assert.deepStrictEqual(await ask('GET', '/books/2'), {
      status: 200,
      body: { id: 2, title: 'Streams and Rivers' },
    });
  });

  it('answer 404 with an error in JSON for an unknown id', async () => {
    assert.deepStrictEqual(await ask('GET', '/books/7'), { status: 404, body: { error: 'There is no such book.' } });
  });

  it('take a new one, answer 201 and say where it is', async () => {
    const { location, ...answer } = await ask('POST', '/books', { title: 'Routes to Nowhere' });
    assert.deepStrictEqual(answer, { status: 201, body: { id: 3, title: 'Routes to Nowhere' } });
    assert.strictEqual(location, '/books/3', 'The Location header does not say where the new book is.');
    assert.deepStrictEqual(await ask('GET', '/books/3'), {
      status: 200,
      body: { id: 3, title: 'Routes to Nowhere' },
    });
  });

  it('refuse one without a title with 400, and keep the shelf as it was', async () => {
    assert.deepStrictEqual(await ask('POST', '/books', {}), { status: 400, body: { error: 'A book needs a title.' } });
    const { body: books } = await ask('GET', '/books');
    assert.strictEqual(books.length, 2, 'A book without a title must not be added.');
  });

  it('refuse a request without a body in the same way', async () => {
    assert.deepStrictEqual(await ask('POST', '/books'), { status: 400, body: { error: 'A book needs a title.' } });
  });

  /** Sends one request and reads the answer: its body as JSON or, of an HTML page of Express, the first line of its text. */
  async function ask(method, path, json) {
    const response = await fetch(`http://localhost:${server.address().port}${path}`, {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      ...(json && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) }),
    }).catch((error) => {
      if (error.name !== 'TimeoutError') throw error;
      assert.fail(`${method} ${path} got no answer within ${PATIENCE} ms. Every path through a route must answer.`);
    });
    const location = response.headers.get('Location');
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json');
    const body = isJson ? JSON.parse(text) : (/<pre>(.*?)<(?:br|\/pre)>/.exec(text)?.[1] ?? text);
    return { status: response.status, ...(location && { location }), body };
  }
});
