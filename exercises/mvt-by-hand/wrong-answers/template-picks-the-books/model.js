export function label(book) {
  return book.author ? `${book.title} (${book.author})` : book.title;
}

export function unreadBooks(books) {
  return books.sort((a, b) => (a.title < b.title ? -1 : 1));
}
