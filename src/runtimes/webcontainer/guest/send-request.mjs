/**
 * Sends one HTTP request to a server in the container and tells of the answer on standard output, a line of JSON for each
 * part. The page cannot send it: the server's address is another origin, and answers to the page only what its program
 * allows. Ended, it takes the request with it.
 *
 * The first argument is the path of a JSON file: `{ port, method, path, headers, body }`, the body in base64. The lines:
 * `{ head: { status, statusText, headers } }`, then `{ piece }` in base64, at last `{ end: true }`; or `{ error }`. When
 * the server agrees to another protocol, the page answers with lines of its own, `{ piece }`: they go to the server.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createInterface } from 'node:readline';

const { port, method, path, headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function tell(part) {
  process.stdout.write(`${JSON.stringify(part)}\n`);
}

function tellHead({ statusCode, statusMessage, rawHeaders }) {
  const pairs = [];
  for (let index = 0; index < rawHeaders.length; index += 2) pairs.push([rawHeaders[index], rawHeaders[index + 1]]);
  tell({ head: { status: statusCode, statusText: statusMessage, headers: pairs } });
}

function tellBody(stream) {
  stream.on('data', (piece) => tell({ piece: piece.toString('base64') }));
  stream.on('error', (error) => tell({ error: error.message }));
  stream.on('end', () => tell({ end: true }));
}

const sent = request({ host: 'localhost', port, method, path, agent: false }, (response) => {
  tellHead(response);
  tellBody(response);
});
sent.on('upgrade', (response, socket, first) => {
  // Raw: the terminal must neither echo what the page sends nor wait for whole lines of it.
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => socket.write(Buffer.from(JSON.parse(line).piece, 'base64')));
  socket.on('close', () => process.exit(0));
  tellHead(response);
  if (first.length > 0) socket.unshift(first);
  tellBody(socket);
});
sent.on('error', (error) => tell({ error: error.message || error.code }));
for (const [name, value] of headers) {
  // Node.js has written a Host already.
  if (name.toLowerCase() === 'host') sent.setHeader(name, value);
  else sent.appendHeader(name, value);
}
sent.end(Buffer.from(body, 'base64'));
