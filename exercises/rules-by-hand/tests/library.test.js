import assert from 'node:assert';
import { beforeEach, describe, it } from 'node:test';
import { Library } from '../library.js';
import { RuleError } from '../rule-error.js';

describe('The library', () => {
  let library;
  let austen;

  beforeEach(() => {
    library = new Library();
    austen = library.addAuthor('Jane Austen');
    library.addBook({ title: 'Persuasion', author: austen, year: 1817, isbn: '1' });
  });

  it('refuses a title that is missing, empty or longer than 200 characters', () => {
    for (const title of [undefined, '', 'x'.repeat(201)]) {
      assertRefused('title', () => library.addBook({ title, author: austen, isbn: '2' }));
    }
  });

  it('accepts titles of 1 and of 200 characters', () => {
    assertAccepted(() => library.addBook({ title: 'x', author: austen, isbn: '2' }));
    assertAccepted(() => library.addBook({ title: 'x'.repeat(200), author: austen, isbn: '3' }));
  });

  it('refuses an author it does not know', () => {
    for (const author of [undefined, null, { name: 'Jane Austen' }]) {
      assertRefused('author', () => library.addBook({ title: 'Emma', author, isbn: '2' }));
    }
  });

  it('accepts a book without a year, and the year 0', () => {
    assertAccepted(() => library.addBook({ title: 'Emma', author: austen, isbn: '2' }));
    assertAccepted(() => library.addBook({ title: 'Emma', author: austen, year: null, isbn: '3' }));
    assertAccepted(() => library.addBook({ title: 'Emma', author: austen, year: 0, isbn: '4' }));
  });

  it('refuses a year that is no whole number or below 0', () => {
    for (const year of [-5, 1815.5, '1815', Number.NaN]) {
      assertRefused('year', () => library.addBook({ title: 'Emma', author: austen, year, isbn: '2' }));
    }
  });

  it('refuses an isbn that another book has', () => {
    library.addBook({ title: 'Emma', author: austen, isbn: '2' });
    assertRefused('isbn', () => library.addBook({ title: 'Sanditon', author: austen, isbn: '1' }));
  });

  it('keeps nothing of a book that it refused', () => {
    assertRefused('isbn', () => library.addBook({ title: 'Emma', author: austen, isbn: '1' }));
    assert.deepStrictEqual(titles(), ['Persuasion']);
  });

  it('keeps an author who has books', () => {
    assertRefused('author', () => library.removeAuthor(austen));
    assert.deepStrictEqual(library.authors(), [austen]);
  });

  it('removes an author who has no books', () => {
    const eliot = library.addAuthor('George Eliot');
    library.removeAuthor(eliot);
    assert.deepStrictEqual(library.authors(), [austen]);
  });

  it('gives the books in the order of their titles', () => {
    library.addBook({ title: 'Emma', author: austen, isbn: '2' });
    library.addBook({ title: 'Sanditon', author: austen, isbn: '3' });
    assert.deepStrictEqual(titles(), ['Emma', 'Persuasion', 'Sanditon']);
  });

  function titles() {
    return library.books().map((book) => book.title);
  }
});

/** `action` must throw a RuleError about `field`. */
function assertRefused(field, action) {
  assert.strictEqual(outcomeOf(action), `refused: ${field}`);
}

function assertAccepted(action) {
  assert.strictEqual(outcomeOf(action), 'accepted');
}

function outcomeOf(action) {
  try {
    action();
  } catch (error) {
    if (error instanceof RuleError) return `refused: ${error.field}`;
    return `threw ${error.name}, not RuleError: ${error.message}`;
  }
  return 'accepted';
}
