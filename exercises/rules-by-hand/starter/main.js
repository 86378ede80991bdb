import { Library } from './library.js';

const library = new Library();
const austen = library.addAuthor('Jane Austen');

attempt('a good book', () => library.addBook({ title: 'Persuasion', author: austen, year: 1817, isbn: '1' }));
attempt('the same isbn again', () => library.addBook({ title: 'Emma', author: austen, year: 1815, isbn: '1' }));
attempt('a book without a year', () => library.addBook({ title: 'Emma', author: austen, isbn: '2' }));
attempt('a book from the year -5', () => library.addBook({ title: 'Sanditon', author: austen, year: -5, isbn: '3' }));
attempt('a book by nobody', () => library.addBook({ title: 'Beowulf', isbn: '4' }));
attempt('removing an author with books', () => library.removeAuthor(austen));

console.log('\nThe library has:', library.books().map((book) => book.title).join(', '));

function attempt(what, action) {
  try {
    action();
    console.log(`${what}: accepted`);
  } catch (error) {
    console.log(`${what}: refused because of the ${error.field}. ${error.message}`);
  }
}
