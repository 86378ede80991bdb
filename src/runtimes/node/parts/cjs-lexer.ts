/** Finds a CommonJS module's exports in its text, for ES modules that import it: the lexer that Node itself carries. */
export { parse } from 'cjs-module-lexer';
