console.log(import.meta.filename, import.meta.dirname, import.meta.url, import.meta.main);
console.log(Object.keys(import.meta), Object.getPrototypeOf(import.meta), typeof import.meta.resolve);
console.log(import.meta.resolve('./x.js'), import.meta.resolve('node:fs'), import.meta.resolve('https://example.com/a'));
try { import.meta.resolve('nope'); } catch (error) { console.log(error.code); }
console.log(typeof require, typeof module, typeof __filename, this);
try { require('fs'); } catch (error) { console.log(error.message); }
import.meta.custom = 1; console.log(import.meta.custom);
