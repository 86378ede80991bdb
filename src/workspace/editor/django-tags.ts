/** Marks `{% tags %}`, `{{ variables }}` and `{# comments #}` of Django templates over the HTML. */
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

const CLASSES: Readonly<Record<string, string>> = {
  '%': 'ws-django-tag',
  '{': 'ws-django-variable',
  '#': 'ws-django-comment',
};

const matcher = new MatchDecorator({
  regexp: /\{(?:%.*?%|\{.*?\}|#.*?#)\}/g,
  decoration: (match) => Decoration.mark({ class: CLASSES[match[0][1] ?? ''] ?? '' }),
});

export const djangoTags = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
