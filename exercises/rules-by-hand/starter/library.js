import { RuleError } from './rule-error.js';

/**
 * Authors are { name }, books { title, author, year, isbn }.
 * Throws a RuleError for what breaks a promise.
 */
export class Library {
  #authors = [];
  #books = [];

  addAuthor(name) {
    const author = { name };
    this.#authors.push(author);
    return author;
  }

  addBook(book) {
    this.#books.push(book);
    return book;
  }

  removeAuthor(author) {
    this.#authors = this.#authors.filter(
      (other) => other !== author,
    );
  }

  authors() {
    return [...this.#authors];
  }

  /** In the order of their titles. */
  books() {
    return [...this.#books];
  }
}
