/** Checks what a worker tells of databases and of syntax: a learner's program may forge it. */
import {
  type DatabaseAnswer,
  type DatabaseCell,
  type DatabaseColumn,
  type DatabaseQuery,
  type DatabaseTable,
  QUERY_LOG_LIMIT,
  type QueryLog,
} from '../database.ts';
import type { SourceLocation, SyntaxProblem } from '../runtime.ts';

type Fields = Record<string, unknown>;
type Check<Value> = (value: unknown) => value is Value;

export function isQueryLog(value: unknown): value is QueryLog {
  if (!isFields(value) || !isFields(value.of) || !isCount(value.total)) return false;
  const { type, method, path } = value.of;
  const isOfKnown = type === 'run' || (type === 'request' && isText(method) && isText(path));
  return isOfKnown && isList(value.queries, isQuery) && value.queries.length <= QUERY_LOG_LIMIT;
}

export function isSyntaxProblems(value: unknown): value is readonly SyntaxProblem[] {
  return isList(
    value,
    (item): item is SyntaxProblem =>
      isFields(item) && isText(item.message) && isCount(item.line) && isCount(item.column),
  );
}

export function isDatabaseAnswer(value: unknown): value is DatabaseAnswer {
  if (!isFields(value)) return false;
  if (value.type === 'unreadable') return isText(value.message);
  if (value.type === 'tables') return isList(value.tables, isTable);
  const isRow = (row: unknown): row is readonly DatabaseCell[] => isList(row, isCell);
  return value.type === 'rows' && isList(value.columns, isText) && isList(value.rows, isRow);
}

function isTable(value: unknown): value is DatabaseTable {
  if (!isFields(value)) return false;
  const { name, kind, rows, columns, foreignKeys, indexes, sql } = value;
  return (
    isText(name) &&
    isText(sql) &&
    (kind === 'table' || kind === 'view') &&
    isOptional(rows, isCount) &&
    isList(columns, isColumn) &&
    isList(foreignKeys, isForeignKey) &&
    isList(indexes, isIndex)
  );
}

function isColumn(value: unknown): value is DatabaseColumn {
  return (
    isFields(value) &&
    isText(value.name) &&
    isText(value.type) &&
    typeof value.isNullable === 'boolean' &&
    typeof value.isPrimaryKey === 'boolean' &&
    isOptional(value.default, isText)
  );
}

function isForeignKey(value: unknown): value is DatabaseTable['foreignKeys'][number] {
  return isFields(value) && isText(value.column) && isText(value.toTable) && isText(value.toColumn);
}

function isIndex(value: unknown): value is DatabaseTable['indexes'][number] {
  return isFields(value) && isText(value.name) && isList(value.columns, isText) && typeof value.isUnique === 'boolean';
}

function isCell(value: unknown): value is DatabaseCell {
  if (value === null) return true;
  if (!isFields(value)) return false;
  return (isText(value.text) && isOptional(value.length, isCount)) || isText(value.number) || isCount(value.blobBytes);
}

function isQuery(value: unknown): value is DatabaseQuery {
  return (
    isFields(value) &&
    isText(value.sql) &&
    typeof value.ms === 'number' &&
    isOptional(value.rows, isCount) &&
    isOptional(value.location, isLocation) &&
    isOptional(value.error, isText)
  );
}

function isLocation(value: unknown): value is SourceLocation {
  return isFields(value) && isText(value.file) && isCount(value.line);
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isOptional = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);
const isList = <Item>(value: unknown, check: Check<Item>): value is readonly Item[] =>
  Array.isArray(value) && value.every(check);
