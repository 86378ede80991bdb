/**
 * Sends one HTTP request to a server in the container and writes the answer into a file. The page cannot: the server's
 * address is another origin, and answers to the page only what its program allows.
 *
 * The first argument is JSON: `{ requestFile, responseFile }`. The request is
 * `{ port, method, path, headers, body }`, the response `{ status, statusText, headers, body, ms }` or `{ error }`;
 * bodies are base64.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';

const { requestFile, responseFile } = JSON.parse(process.argv[2]);
const { port, method, path, headers, body } = JSON.parse(readFileSync(requestFile, 'utf8'));

function answer(response) {
  // In one step: the page never sees half a file.
  writeFileSync(`${responseFile}.part`, JSON.stringify(response));
  renameSync(`${responseFile}.part`, responseFile);
}

const began = performance.now();
const sent = request({ host: 'localhost', port, method, path, agent: false }, (response) => {
  const parts = [];
  response.on('data', (part) => parts.push(part));
  response.on('error', (error) => answer({ error: error.message }));
  response.on('end', () => {
    const pairs = [];
    for (let index = 0; index < response.rawHeaders.length; index += 2) {
      pairs.push([response.rawHeaders[index], response.rawHeaders[index + 1]]);
    }
    answer({
      status: response.statusCode,
      statusText: response.statusMessage,
      headers: pairs,
      body: Buffer.concat(parts).toString('base64'),
      ms: performance.now() - began,
    });
  });
});
sent.on('error', (error) => answer({ error: error.message || error.code }));
for (const [name, value] of headers) {
  // Node.js has written a Host already.
  if (name.toLowerCase() === 'host') sent.setHeader(name, value);
  else sent.appendHeader(name, value);
}
sent.end(Buffer.from(body, 'base64'));
