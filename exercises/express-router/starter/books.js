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

  // One book, and a new book: two routes are missing.

  return router;
}
