/**
 * Which files took part in a request, sorted by their part in Django: settings of the way (URLs, middleware), model, view,
 * template. Everything comes from the steps that were recorded; a file is looked up in the project where a step names a
 * table, a template or a module.
 */
import type { SourceLocation } from '../../runtimes/runtime.ts';
import type { RequestSpan, RequestTrace } from '../../runtimes/trace.ts';
import type { Texts } from '../model/project.ts';
import { durationOf, sqlOf, textOf, textsOf } from './read-spans.ts';

export type Part = 'middleware' | 'urls' | 'view' | 'model' | 'template';

/** One thing that took part: a middleware, the URL list, a view, a table, a template. */
export interface Participant {
  readonly part: Part;
  /** `shelf.views.unread`, `shelf_book`, `shelf/unread.html` … */
  readonly name: string;
  /** Steps of the trace, in order. */
  readonly spans: readonly RequestSpan[];
  /** Of all its steps, ms; what happens within a step counts too. */
  readonly ms: number;
  /** Where it is written; absent when it is not the learner's (Django's own). */
  readonly source?: SourceLocation;
}

const PARTS: Readonly<Partial<Record<RequestSpan['kind'], Part>>> = {
  middleware: 'middleware',
  resolve: 'urls',
  view: 'view',
  template: 'template',
};

/** `texts`: the project's files, to find where a table or a template is written. */
export function mapFiles({ spans }: RequestTrace, texts: Texts): readonly Participant[] {
  const found = new Map<string, Participant>();
  const add = (part: Part, name: string, span: RequestSpan, source: SourceLocation | undefined) => {
    const key = `${part} ${name}`;
    const before = found.get(key);
    const place = before?.source ?? source;
    found.set(key, {
      part,
      name,
      spans: [...(before?.spans ?? []), span],
      ms: (before?.ms ?? 0) + durationOf(span),
      ...(place && { source: place }),
    });
  };
  const addUrls = (span: RequestSpan) => {
    const files = textsOf(span, 'urlconfs');
    for (const file of files) add('urls', file, span, span.source?.file === file ? span.source : { file, line: 1 });
    if (files.length === 0) add('urls', 'URL list', span, span.source);
  };
  for (const span of spans) {
    const part = PARTS[span.kind];
    if (part === 'urls') addUrls(span);
    else if (part) add(part, nameOf(span), span, span.source ?? findFile(part, span.label, texts));
    if (span.kind === 'sql') {
      for (const table of tablesOf(sqlOf(span))) add('model', table, span, findModel(table, texts));
    }
  }
  return [...found.values()];
}

/** The hooks of a middleware, such as `process_view`, belong to it. */
function nameOf(span: RequestSpan): string {
  const hook = textOf(span, 'hook');
  return hook === undefined ? span.label : span.label.slice(0, -hook.length - 1);
}

/** Tables that a statement reads or writes, each once. */
export function tablesOf(sql: string): readonly string[] {
  const named = sql.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?/gi);
  return [...new Set([...named].map(([, table = '']) => table))].filter((table) => !table.startsWith('sqlite_'));
}

/** Paths of all files that took part. */
export function filesOf(participants: readonly Participant[]): ReadonlySet<string> {
  return new Set(participants.flatMap(({ source }) => source?.file ?? []));
}

function findFile(part: Part, name: string, texts: Texts): SourceLocation | undefined {
  if (part === 'template') return locate(Object.keys(texts).find((path) => path.endsWith(`templates/${name}`)));
  if (part === 'view' || part === 'middleware') return findDefinition(name, texts);
  return undefined;
}

/** `shelf.views.unread`: the line in `shelf/views.py` that defines `unread`. */
function findDefinition(dottedName: string, texts: Texts): SourceLocation | undefined {
  const [name = '', ...packages] = dottedName.split('.').toReversed();
  const path = `${packages.toReversed().join('/')}.py`;
  return texts[path] === undefined
    ? undefined
    : locate(path, lineOf(texts[path], `(?:class|(?:async )?def) ${name}\\b`));
}

/** Django names a table after the app and the model: `shelf_book` is `class Book` in the app `shelf`. */
function findModel(table: string, texts: Texts): SourceLocation | undefined {
  for (const [path, text] of Object.entries(texts)) {
    const [, app = ''] = /(?:^|\/)(\w+)\/models(?:\/\w+)?\.py$/.exec(path) ?? [];
    if (app === '' || !table.startsWith(`${app}_`)) continue;
    const line = lineOf(text, `class ${table.slice(app.length + 1)}\\b`);
    if (line !== undefined) return locate(path, line);
  }
  return undefined;
}

function lineOf(text: string, pattern: string): number | undefined {
  const index = text.split('\n').findIndex((line) => new RegExp(`^\\s*${pattern}`, 'i').test(line));
  return index < 0 ? undefined : index + 1;
}

function locate(file: string | undefined, line = 1): SourceLocation | undefined {
  return file === undefined ? undefined : { file, line };
}
