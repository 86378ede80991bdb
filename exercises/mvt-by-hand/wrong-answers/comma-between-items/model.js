/** The model: what a book is, whoever asks. A book is { title, author, read }; `author` may be empty. */

/** The book as a reader names it. */
export function label(book) {
  return book.author ? `${book.title} (${book.author})` : book.title;
}

/** The books still to be read, ordered by title. */
export function unreadBooks(books) {
  return books.filter((book) => !book.read).sort((a, b) => (a.title < b.title ? -1 : 1));
}
