import { RuleError } from './rule-error.js';

/** Authors are { name }, books are { title, author, year, isbn }. Throws a RuleError for what breaks a promise. */
export class Library {
  #authors = [];
  #books = [];

  addAuthor(name) {
    const author = { name };
    this.#authors.push(author);
    return author;
  }

  addBook(book) {
    const { title, author, year, isbn } = book;
    if (typeof title !== 'string' || title.length < 1 || title.length > 200) {
      throw new RuleError('title', 'A title has 1 to 200 characters.');
    }
    if (!this.#authors.includes(author)) {
      throw new RuleError('author', 'The library does not know this author.');
    }
    if (year != null && !(Number.isInteger(year) && year >= 0)) {
      throw new RuleError('year', 'A year is a whole number, 0 or more.');
    }
    if (this.#books.some((other) => other.isbn === isbn)) {
      throw new RuleError('isbn', 'Another book has this isbn.');
    }
    this.#books.push(book);
    return book;
  }

  removeAuthor(author) {
    this.#authors = this.#authors.filter((other) => other !== author);
  }

  authors() {
    return [...this.#authors];
  }

  /** In the order of their titles. */
  books() {
    return [...this.#books].sort((a, b) => (a.title < b.title ? -1 : 1));
  }
}
