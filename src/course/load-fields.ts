/** Reads frontmatter and JSON files against a schema: every wrong field becomes a problem that says what to write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { CourseProblem } from './course-problem.ts';

type FieldsSchema = z.ZodObject<Record<string, z.ZodType>>;

/** What could be read: `complete` when every field is right, else the right ones in `partial`. */
export interface LoadedFields<Fields> {
  readonly complete?: Fields;
  readonly partial: Partial<Fields>;
  readonly problems: readonly CourseProblem[];
}

/** Frontmatter, and what follows it. */
export interface LoadedDocument<Fields> extends LoadedFields<Fields> {
  readonly body: string;
  /** The line of the file on which the body starts, counting from 1. */
  readonly bodyLine: number;
}

const FRONTMATTER = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/;

/** Reads an MDX file with YAML frontmatter. `file` is relative to `root`. */
export function loadDocument<Schema extends FieldsSchema>(
  root: string,
  file: string,
  schema: Schema,
): LoadedDocument<z.infer<Schema>> {
  const text = readFileSync(join(root, file), 'utf8').replace(/^\uFEFF/, '');
  const match = FRONTMATTER.exec(text);
  if (!match) {
    const hint = `Start the file with a line "---", then ${fieldList(schema)}, then a line "---".`;
    const problem: CourseProblem = { severity: 'error', file, line: 1, message: 'There is no frontmatter.', hint };
    return { partial: {}, problems: [problem], body: text, bodyLine: 1 };
  }
  // The frontmatter starts on line 2 of the file.
  const fields = parseFields(match[1] ?? '', { file, schema, firstLine: 2 });
  return { ...fields, body: text.slice(match[0].length), bodyLine: match[0].split('\n').length };
}

/** Reads a JSON file. `file` is relative to `root`. */
export function loadJson<Schema extends FieldsSchema>(
  root: string,
  file: string,
  schema: Schema,
): LoadedFields<z.infer<Schema>> {
  const text = readFileSync(join(root, file), 'utf8');
  try {
    JSON.parse(text);
  } catch (error) {
    const problem: CourseProblem = {
      severity: 'error',
      file,
      message: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      hint: `Write an object with ${fieldList(schema)}.`,
    };
    return { partial: {}, problems: [problem] };
  }
  // JSON is YAML, and the YAML parser knows on which line a field is.
  return parseFields(text, { file, schema, firstLine: 1 });
}

interface FieldsSource<Schema extends FieldsSchema> {
  readonly file: string;
  readonly schema: Schema;
  readonly firstLine: number;
}

function parseFields<Schema extends FieldsSchema>(
  text: string,
  { file, schema, firstLine }: FieldsSource<Schema>,
): LoadedFields<z.infer<Schema>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line + firstLine - 1;
  const syntax = document.errors.map((error): CourseProblem => {
    const message = `This is not YAML: ${error.message}.`;
    const hint = 'Put text that contains a colon or starts with a sign in quotes; indent lists by two spaces.';
    return { severity: 'error', file, line: lineAt(error.pos[0]), message, hint };
  });
  if (syntax.length > 0) return { partial: {}, problems: syntax };

  const data: unknown = document.toJS();
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const hint = `Write ${fieldList(schema)}, each on a line of its own as "name: value".`;
    return { partial: {}, problems: [{ severity: 'error', file, line: firstLine, message: 'No fields.', hint }] };
  }
  const result = schema.safeParse(data);
  if (result.success) return { complete: result.data, partial: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) =>
    describeIssue(issue, { schema, data }).map((described): CourseProblem => {
      const node = described.path.length > 0 ? document.getIn(described.path, true) : undefined;
      const offset = isNode(node) ? node.range?.[0] : undefined;
      const line = offset === undefined ? firstLine : lineAt(offset);
      const { message, hint } = described;
      return { severity: 'error', file, line, field: described.path.join('.'), message, hint };
    }),
  );
  return { partial: rightFields(schema, data) as Partial<z.infer<Schema>>, problems };
}

function rightFields(schema: FieldsSchema, data: object): Record<string, unknown> {
  const right: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const result = field.safeParse((data as Record<string, unknown>)[name]);
    if (result.success) right[name] = result.data;
  }
  return right;
}

interface DescribedIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  { schema, data }: { schema: FieldsSchema; data: object },
): DescribedIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [key],
      message: `There is no field "${key}".`,
      hint: `Remove it or correct its name; the fields are ${Object.keys(schema.shape).join(', ')}.`,
    }));
  }
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const value = path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | undefined)?.[part], data);
  const hint = schema.shape[String(path[0])]?.description ?? `Write ${fieldList(schema)}.`;
  return [{ path, message: describeValue(issue, value), hint }];
}

function describeValue(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'The field is missing.';
  if (value === null) return 'The field is empty.';
  if (Array.isArray(value) && (issue.code === 'too_small' || issue.code === 'too_big')) {
    const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    return value.length === 0 ? `The list is empty; it needs ${limit}.` : `It lists ${value.length}, not ${limit}.`;
  }
  if (typeof value === 'string' && (issue.code === 'too_small' || issue.code === 'too_big')) {
    const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    return `It has ${value.length} characters, not ${limit}.`;
  }
  if (issue.code === 'custom' || issue.code === 'invalid_format') {
    return `${JSON.stringify(value)} does not fit. ${issue.message}`;
  }
  return `${JSON.stringify(value)} does not fit.`;
}

function fieldList(schema: FieldsSchema): string {
  const names = Object.entries(schema.shape)
    .filter(([, field]) => !field.safeParse(undefined).success)
    .map(([name]) => name);
  return `the fields ${names.join(', ')}`;
}
