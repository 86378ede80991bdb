/** The view: takes a request, asks the model, hands the answer to a template. */
import { unreadBooks } from './model.js';
import { renderUnread } from './template.js';

/** Answers with the page of the unread books. */
export function unread(request, response, books) {
  const page = renderUnread(unreadBooks(books));
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(page);
}
