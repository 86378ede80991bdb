import http from 'node:http';
import { hello } from './hello.js';

const paths = ['/', '/?name=Ada', '/?name=Zo%C3%AB', '/nowhere'];

const server = http.createServer(hello);

server.listen(3000, async () => {
  console.log('The server listens on port 3000.');
  for (const path of paths) {
    const { status, body } = await ask(path);
    console.log(`GET ${path} -> ${status} ${body.trim()}`);
  }
  server.close();
});

/** Sends one GET request and collects the answer. */
function ask(path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ port: 3000, path, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('error', reject);
  });
}
