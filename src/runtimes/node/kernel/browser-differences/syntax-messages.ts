/** Syntax errors of SpiderMonkey in V8's words. */
import type { FoundError } from './error-dialect.ts';

const PATTERNS: readonly (readonly [pattern: RegExp, v8: string])[] = [
  [/^redeclaration of \w+ (.+)$/, "Identifier '$1' has already been declared"],
  [/^invalid assignment left-hand side$/, 'Invalid left-hand side in assignment'],
  [/^invalid (?:increment|decrement) operand$/, 'Invalid left-hand side expression in postfix operation'],
  [/^await is only valid in .*$/, 'await is only valid in async functions and the top level bodies of modules'],
  [/^return not in function$/, 'Illegal return statement'],
  [/^missing = in const declaration$/, 'Missing initializer in const declaration'],
  [/^missing = in destructuring declaration$/, 'Missing initializer in destructuring declaration'],
  [/^missing \) after argument list$/, 'missing ) after argument list'],
  [/^(?:""|'') (?:literal not terminated|string literal contains).*$/, 'Invalid or unexpected token'],
  [/^`` literal not terminated.*$/, 'Unterminated template literal'],
  [/^illegal character .*$/, 'Invalid or unexpected token'],
  [/^identifier starts immediately after numeric literal$/, 'Invalid or unexpected token'],
  [/^import declarations may only appear at top level of a module$/, 'Cannot use import statement outside a module'],
  [/^export declarations may only appear at top level of a module$/, "Unexpected token 'export'"],
  [/^unlabeled break must be .*$/, 'Illegal break statement'],
  [/^continue must be inside loop$/, 'Illegal continue statement: no surrounding iteration statement'],
  [/^strict mode code may not contain 'with' statements$/, 'Strict mode code may not include a with statement'],
  [/^function statement requires a name$/, 'Function statements require a function name'],
  [/^use of super .*$/, "'super' keyword unexpected here"],
  [/^unterminated regular expression literal$/, 'Invalid regular expression: missing /'],
  [/^invalid regular expression flag .*$/, 'Invalid regular expression flags'],
  [/^a lexical declaration can't define a 'let' binding$/, 'let is disallowed as a lexically bound name'],
  [
    /^applying the 'delete' operator to an unqualified name is deprecated$/,
    'Delete of an unqualified identifier in strict mode.',
  ],
  [/^"0"-prefixed octal literals are deprecated.*$/, 'Octal literals are not allowed in strict mode.'],
  [
    /^'(?:eval|arguments)' can't be defined or assigned to in strict mode code$/,
    'Unexpected eval or arguments in strict mode',
  ],
  [/^missing catch or finally after try$/, 'Missing catch or finally after try'],
  [/^a class cannot have more than one constructor definition$/, 'A class may only have one constructor'],
  [
    /^reference to undeclared private field or method (#.+)$/,
    "Private field '$1' must be declared in an enclosing class",
  ],
  [
    /^unparenthesized unary expression can't appear on the left-hand side of '\*\*'$/,
    'Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence',
  ],
  [/^duplicate formal argument .*$/, 'Duplicate parameter name not allowed in this context'],
  [/^(?:expected expression|missing .*), got end of script$/, 'Unexpected end of input'],
  [/^missing [\]}] (?:in|after) .*$/, 'Unexpected end of input'],
  [/^(?:expected expression|missing .*), got (?:keyword )?('.+')$/, 'Unexpected token $1'],
  [/^unexpected token: ('.+')$/, 'Unexpected token $1'],
  [/^unexpected garbage after function body, starting with ('.+')$/, 'Unexpected token $1'],
  [/^unexpected token: identifier$/, 'Unexpected identifier'],
  [/^unterminated character class$/, 'Invalid regular expression: Unterminated character class'],
  [/^invalid BigInt syntax$/, 'Cannot convert to a BigInt'],
];

const STRICT_WORDS = /^(?:implements|interface|let|package|private|protected|public|static|yield)$/;
const WORD = /^[\p{ID_Start}$_#][\p{ID_Continue}$]*/u;
const KEYWORDS =
  /^(?:break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with)$/;

/** V8's message for a text that does not parse; `found` is where acorn stopped, if it did. */
export function syntaxMessage(message: string, source: string, found: FoundError | undefined): string {
  // Acorn's words for what is wrong in a regular expression are V8's.
  if (found && REGULAR_EXPRESSION.test(found.message)) return found.message.replace(/ \(\d+:\d+\)$/, '');
  const isGeneral = GENERAL.test(message);
  if (isGeneral && found) return tokenMessage(source, found);
  for (const [pattern, v8] of PATTERNS) if (pattern.test(message)) return message.replace(pattern, v8);
  return found ? tokenMessage(source, found) : message;
}

const REGULAR_EXPRESSION = /^Invalid regular expression: /;

/** Messages that only say that something does not fit: where acorn stopped tells more. */
const GENERAL = /^(?:expected expression|unexpected token|missing [\]}] |missing variable name)/;

function tokenMessage(source: string, found: FoundError): string {
  return found.pos >= source.trimEnd().length ? 'Unexpected end of input' : unexpectedToken(source.slice(found.pos));
}

function unexpectedToken(rest: string): string {
  const word = WORD.exec(rest)?.[0];
  if (word !== undefined) {
    if (KEYWORDS.test(word)) return `Unexpected token '${word}'`;
    return STRICT_WORDS.test(word) ? 'Unexpected strict mode reserved word' : `Unexpected identifier '${word}'`;
  }
  if (/^\d/.test(rest)) return 'Unexpected number';
  if (/^["']/.test(rest)) return 'Unexpected string';
  if (rest.startsWith('`')) return 'Unexpected template string';
  const sign = /^(?:\.\.\.|=>|===?|!==?|\*\*=?|\+\+|--|&&=?|\|\|=?|\?\?=?|\?\.|<<=?|>>>?=?|[-+*/%&|^<>]=?|[^\s])/u.exec(
    rest,
  );
  return sign ? `Unexpected token '${sign[0]}'` : 'Invalid or unexpected token';
}
