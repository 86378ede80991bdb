/** The code theme as Shiki reads it: every colour is a token of styles/tokens.css, so one rendering serves both themes. */
import type { ThemeRegistrationRaw } from 'shiki';

type Token = 'comment' | 'keyword' | 'string' | 'number' | 'function' | 'type' | 'property' | 'punctuation' | 'invalid';

const SCOPES: Readonly<Record<Token, readonly string[]>> = {
  punctuation: ['punctuation', 'meta.brace', 'keyword.operator', 'meta.tag punctuation.definition.tag'],
  property: [
    'meta.object-literal.key',
    'variable.other.property',
    'support.type.property-name',
    'entity.other.attribute-name',
    'variable.parameter.function-call',
    'support.variable.property',
  ],
  string: ['string', 'punctuation.definition.string', 'constant.character.escape', 'string.regexp'],
  number: ['constant.numeric', 'constant.language', 'constant.other', 'support.constant', 'variable.language'],
  function: ['entity.name.function', 'support.function', 'meta.function-call.generic', 'meta.decorator'],
  type: [
    'entity.name.type',
    'entity.name.class',
    'support.class',
    'support.type',
    'entity.other.inherited-class',
    'entity.name.tag',
  ],
  keyword: [
    'keyword',
    'storage',
    'keyword.operator.new',
    'keyword.operator.expression',
    'keyword.operator.logical.python',
    'entity.name.section',
  ],
  comment: ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'],
  invalid: ['invalid'],
};

export const codeTheme: ThemeRegistrationRaw = {
  name: 'twinstack',
  type: 'light',
  colors: {
    'editor.background': 'var(--ts-code-background)',
    'editor.foreground': 'var(--ts-code-text)',
  },
  settings: [
    { settings: { background: 'var(--ts-code-background)', foreground: 'var(--ts-code-text)' } },
    ...Object.entries(SCOPES).map(([token, scope]) => ({
      scope: [...scope],
      settings: { foreground: `var(--ts-code-${token})`, ...(token === 'comment' && { fontStyle: 'italic' }) },
    })),
  ],
};
