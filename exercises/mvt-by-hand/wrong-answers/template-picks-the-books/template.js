/** The template: what the page looks like. */
import { escapeHtml } from './escape.js';
import { label } from './model.js';

/** The page that lists `books`. */
export function renderUnread(books) {
  const items = books.filter((book) => !book.read).map((book) => `  <li>${escapeHtml(label(book))}</li>`);
  if (items.length === 0) {
    items.push('  <li>Nothing left to read.</li>');
  }
  return `<h1>Still to read</h1>\n<ul>\n${items.join('\n')}\n</ul>\n`;
}
