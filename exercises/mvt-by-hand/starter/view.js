/**
 * The view: takes a request, asks the model,
 * hands the answer to a template.
 */

/** Answers with the page of the unread books. */
export function unread(request, response, books) {
  let html = '<h1>Still to read</h1>\n<ul>\n';
  const list = books
    .filter((book) => !book.read)
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  for (const book of list) {
    if (book.author) {
      html += `<li>${book.title} (${book.author})</li>\n`;
    } else {
      html += `<li>${book.title}</li>\n`;
    }
  }
  html += '</ul>\n';
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(html);
}
