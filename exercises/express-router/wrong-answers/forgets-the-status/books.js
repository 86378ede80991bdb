import { Router } from 'express';

/** A router for a shelf of books. Each call makes one with a shelf of its own. */
export function createBooksRouter() {
  const books = [
    { id: 1, title: 'The Art of Waiting' },
    { id: 2, title: 'Streams and Rivers' },
  ];
  const router = Router();

  router.get('/', (request, response) => {
    response.json(books);
  });

  router.get('/:id', (request, response) => {
    const book = books.find(({ id }) => String(id) === request.params.id);
    if (!book) {
      response.status(404).json({ error: 'There is no such book.' });
      return;
    }
    response.json(book);
  });

  router.post('/', (request, response) => {
    const title = request.body?.title;
    if (!title) {
      response.status(400).json({ error: 'A book needs a title.' });
      return;
    }
    const book = { id: books.length + 1, title };
    books.push(book);
    response.location(`${request.baseUrl}/${book.id}`).json(book);
  });

  return router;
}
