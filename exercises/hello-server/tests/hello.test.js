import assert from 'node:assert';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { hello } from '../hello.js';

/** How long the server may take to answer, in ms. It needs about one. */
const PATIENCE = 1000;

describe('The server', () => {
  const server = http.createServer(hello);

  before(() => new Promise((resolve) => server.listen(0, resolve)));
  after(() => server.close());

  it('greets the world when no name is given', async () => {
    await assertAnswer('/', { status: 200, body: 'Hello, world!\n' });
  });

  it('greets the name in the query', async () => {
    await assertAnswer('/?name=Ada', { status: 200, body: 'Hello, Ada!\n' });
  });

  it('greets the world when the name is empty', async () => {
    await assertAnswer('/?name=', { status: 200, body: 'Hello, world!\n' });
  });

  it('decodes the name', async () => {
    await assertAnswer('/?name=Zo%C3%AB%20%26%20Ada', { status: 200, body: 'Hello, Zoë & Ada!\n' });
  });

  it('answers 404 for any other path', async () => {
    await assertAnswer('/nowhere', { status: 404, body: 'Not found\n' });
    await assertAnswer('/nowhere?name=Ada', { status: 404, body: 'Not found\n' });
  });

  it('says that each answer is plain text', async () => {
    for (const path of ['/', '/nowhere']) {
      const answer = await ask(path);
      assert.strictEqual(
        answer.type,
        'text/plain; charset=utf-8',
        `The Content-Type of GET ${path} is not what it should be.`,
      );
    }
  });

  async function assertAnswer(path, expected) {
    const { status, body } = await ask(path);
    assert.deepStrictEqual({ status, body }, expected);
  }

  /** Sends one GET request to the learner's server and collects the answer. */
  function ask(path) {
    return new Promise((resolve, reject) => {
      const request = http.get({ port: server.address().port, path, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => {
          clearTimeout(patience);
          resolve({ status: response.statusCode, type: response.headers['content-type'], body });
        });
      });
      const patience = setTimeout(() => {
        request.destroy(
          new assert.AssertionError({
            message: `GET ${path} got no complete answer within ${PATIENCE} ms. Every path through hello() must call response.end().`,
          }),
        );
      }, PATIENCE);
      request.on('error', (error) => {
        clearTimeout(patience);
        reject(error);
      });
    });
  }
});
