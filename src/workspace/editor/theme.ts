/** The editor's looks, from the site's tokens: both themes at once, and the same colours as highlighted code in lessons. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const frame = EditorView.theme({
  '&': {
    blockSize: '100%',
    color: 'var(--ts-code-text)',
    backgroundColor: 'var(--ts-code-background)',
    fontSize: 'var(--ts-text-code)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--ts-font-code)', lineHeight: 'var(--ts-leading-code)' },
  '.cm-content': { paddingBlock: 'var(--ts-space-3)', caretColor: 'var(--ts-code-text)' },
  '.cm-line': { paddingInline: 'var(--ts-space-2)' },
  '.cm-gutters': {
    color: 'var(--ts-code-comment)',
    backgroundColor: 'var(--ts-code-background)',
    border: 'none',
  },
  '.cm-lineNumbers .cm-gutterElement': { minInlineSize: '2.75em', paddingInline: '0.5em 0.75em' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--ts-code-active-line)' },
  '.cm-cursor, .cm-dropCursor': { borderInlineStartColor: 'var(--ts-code-text)', borderInlineStartWidth: '2px' },
  // The library's own rule for a focused editor is this specific.
  '& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: 'var(--ts-code-selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--ts-edge)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    color: 'var(--ts-code-invalid)',
    textDecoration: 'underline wavy',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--ts-code-mark)', outline: '1px solid var(--ts-edge)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--ts-marker)' },
  '.cm-panels': {
    color: 'var(--ts-ink)',
    backgroundColor: 'var(--ts-raised)',
    fontFamily: 'var(--ts-font-ui)',
  },
  '.cm-panels-bottom': { borderBlockStart: 'var(--ts-border)' },
  '.cm-textfield': { color: 'var(--ts-ink)', backgroundColor: 'var(--ts-paper)', borderColor: 'var(--ts-edge)' },
  '.cm-button': { color: 'var(--ts-ink)', background: 'var(--ts-paper)', borderColor: 'var(--ts-edge)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--ts-code-invalid)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint-error::after': { borderBlockEndColor: 'var(--ts-code-invalid)' },
  '.cm-gutter-lint': { inlineSize: '1.1em' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.2em 0 0 0.2em' },
  '.cm-lint-marker-error': {
    content: '""',
    inlineSize: '0.7em',
    blockSize: '0.7em',
    borderRadius: '50%',
    backgroundColor: 'var(--ts-code-invalid)',
  },
  '.cm-tooltip': { color: 'var(--ts-ink)', backgroundColor: 'var(--ts-raised)', borderColor: 'var(--ts-edge)' },
  '.cm-diagnostic': { fontFamily: 'var(--ts-font-ui)', fontSize: 'var(--ts-text-xs)' },
  '.cm-diagnostic-error': { borderInlineStartColor: 'var(--ts-code-invalid)' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { color: 'var(--ts-ink)', backgroundColor: 'var(--ts-marker)' },
  '.ws-django-tag, .ws-django-tag *': { color: 'var(--ts-code-keyword)' },
  '.ws-django-variable, .ws-django-variable *': { color: 'var(--ts-code-property)' },
  '.ws-django-comment, .ws-django-comment *': { color: 'var(--ts-code-comment)', fontStyle: 'italic' },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--ts-code-comment)', fontStyle: 'italic' },
  { tag: tags.meta, color: 'var(--ts-code-comment)' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self, tags.null], color: 'var(--ts-code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], color: 'var(--ts-code-string)' },
  { tag: [tags.number, tags.bool, tags.atom, tags.unit, tags.color], color: 'var(--ts-code-number)' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    color: 'var(--ts-code-function)',
  },
  { tag: [tags.className, tags.typeName, tags.namespace, tags.tagName], color: 'var(--ts-code-type)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--ts-code-property)' },
  { tag: [tags.punctuation, tags.bracket, tags.separator, tags.operator], color: 'var(--ts-code-punctuation)' },
  { tag: tags.invalid, color: 'var(--ts-code-invalid)' },
]);

export const theme: Extension = [frame, syntaxHighlighting(colours)];
