import express from 'express';
import { createBooksRouter } from './books.js';

/** The application: whoever calls it says where it listens. */
export function createApp() {
  const app = express();
  // Parses a body of JSON into request.body before any route sees it.
  app.use(express.json());
  // What follows /books in the path is the router's business.
  app.use('/books', createBooksRouter());
  return app;
}
