import { escapeHtml } from './escape.js';
import { label, unreadBooks } from './model.js';

export function unread(request, response, books) {
  let html = '<h1>Still to read</h1>\n<ul>\n';
  for (const book of unreadBooks(books)) {
    html += `<li>${escapeHtml(label(book))}</li>\n`;
  }
  html += '</ul>\n';
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(html);
}
