/**
 * Sends one HTTP request to a server in the container and tells of the answer on standard output, a line of JSON for each
 * part. The page cannot send it: the server's address is another origin, and answers to the page only what its program
 * allows. Ended, it takes the request with it.
 *
 * The first argument is the path of a JSON file: `{ port, method, path, headers, body }`, the body in base64. The lines:
 * `{ head: { status, statusText, headers } }`, then `{ piece }` in base64, at last `{ end: true }`; or `{ error }`.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';

const { port, method, path, headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function tell(part) {
  process.stdout.write(`${JSON.stringify(part)}\n`);
}

const sent = request({ host: 'localhost', port, method, path, agent: false }, (response) => {
  const pairs = [];
  for (let index = 0; index < response.rawHeaders.length; index += 2) {
    pairs.push([response.rawHeaders[index], response.rawHeaders[index + 1]]);
  }
  tell({ head: { status: response.statusCode, statusText: response.statusMessage, headers: pairs } });
  response.on('data', (piece) => tell({ piece: piece.toString('base64') }));
  response.on('error', (error) => tell({ error: error.message }));
  response.on('end', () => tell({ end: true }));
});
sent.on('error', (error) => tell({ error: error.message || error.code }));
for (const [name, value] of headers) {
  // Node.js has written a Host already.
  if (name.toLowerCase() === 'host') sent.setHeader(name, value);
  else sent.appendHeader(name, value);
}
sent.end(Buffer.from(body, 'base64'));
