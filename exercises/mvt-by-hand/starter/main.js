import http from 'node:http';
import { unread } from './view.js';

const books = [
  { title: 'Emma', author: 'Jane Austen', read: true },
  { title: 'Beowulf', author: '', read: false },
  { title: 'Learn the <b> tag', author: 'Tim & Co', read: false },
];

const server = http.createServer((request, response) => unread(request, response, books));

server.listen(3000, () => {
  http.get({ port: 3000, agent: false }, (response) => {
    response.setEncoding('utf8');
    response.on('data', (chunk) => process.stdout.write(chunk));
    response.on('end', () => server.close());
  });
});
