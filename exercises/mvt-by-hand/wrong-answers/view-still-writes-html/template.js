/** The template: what the page looks like. */

/** The page that lists `books`. */
export function renderUnread(books) {
  return '<h1>Still to read</h1>\n';
}
