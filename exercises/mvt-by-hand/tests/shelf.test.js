import assert from 'node:assert';
import http from 'node:http';
import { describe, it } from 'node:test';
import { label, unreadBooks } from '../model.js';
import { renderUnread } from '../template.js';
import { unread } from '../view.js';

const MIDDLEMARCH = { title: 'Middlemarch', author: 'George Eliot', read: false };
const EMMA = { title: 'Emma', author: 'Jane Austen', read: true };
const BEOWULF = { title: 'Beowulf', author: '', read: false };
const BOOKS = [MIDDLEMARCH, EMMA, BEOWULF];

describe('The model', () => {
  it('names a book with its author', () => {
    assert.strictEqual(label(EMMA), 'Emma (Jane Austen)');
  });

  it('names a book without author by its title', () => {
    assert.strictEqual(label(BEOWULF), 'Beowulf');
  });

  it('gives the unread books by title', () => {
    assert.deepStrictEqual(unreadBooks([...BOOKS]), [BEOWULF, MIDDLEMARCH]);
  });

  it('leaves the shelf as it is', () => {
    const shelf = [...BOOKS];
    unreadBooks(shelf);
    assert.deepStrictEqual(shelf, BOOKS);
  });
});

describe('The template', () => {
  it('has the heading', () => {
    assert.match(renderUnread([]), /<h1>Still to read<\/h1>/);
  });

  it('lists the label of each book', () => {
    assert.deepStrictEqual(listItems(renderUnread([EMMA, BEOWULF])), ['Emma (Jane Austen)', 'Beowulf']);
  });

  it('has nothing but the items in the list', () => {
    assert.strictEqual(betweenItems(renderUnread([EMMA, BEOWULF])), '<ul></ul>');
  });

  it('says so when no book is left', () => {
    assert.deepStrictEqual(listItems(renderUnread([])), ['Nothing left to read.']);
  });

  it('shows markup in a title as text', () => {
    const book = { title: 'Learn the <b> tag', author: 'Tim & Co', read: false };
    assert.deepStrictEqual(listItems(renderUnread([book])), ['Learn the &lt;b&gt; tag (Tim &amp; Co)']);
  });
});

describe('The view', () => {
  it('answers with what the template makes of the unread books', async () => {
    const { body } = await ask([...BOOKS]);
    assert.deepStrictEqual(listItems(body), ['Beowulf', 'Middlemarch (George Eliot)']);
    assert.strictEqual(body, renderUnread(unreadBooks([...BOOKS])));
  });

  it('says that the page is HTML', async () => {
    const { status, type } = await ask([...BOOKS]);
    assert.deepStrictEqual({ status, type }, { status: 200, type: 'text/html; charset=utf-8' });
  });
});

/** What stands in the list items, without the space around it. */
function listItems(html) {
  return [...html.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item]) => item.trim());
}

/** The list without its items and without space. */
function betweenItems(html) {
  const list = html.slice(html.indexOf('<ul>'));
  return list.replace(/<li>.*?<\/li>/gs, '').replace(/\s/g, '');
}

/** Starts a server with the learner's view, sends it one request and collects the answer. */
function ask(books) {
  return new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => unread(request, response, books));
    server.listen(0, () => {
      const request = http.get({ port: server.address().port, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => {
          server.close();
          resolve({ status: response.statusCode, type: response.headers['content-type'], body });
        });
      });
      request.on('error', reject);
    });
  });
}
