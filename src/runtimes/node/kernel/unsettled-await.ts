/** What Node says when a program ends while its main module still waits in a top-level `await`. */
import type { Kernel } from './kernel.ts';

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
}

/** Prints where the module waits, as far as it can be told: its last top-level `await`. */
export function warnOfUnsettledAwait(kernel: Kernel): void {
  const { entry_point_module_private_symbol: key } = kernel.symbols.private;
  const module = key && (globalThis as Record<symbol, unknown>)[key];
  const { url } = (module ?? {}) as { url?: string };
  const text = url && kernel.sources.find(url)?.text;
  if (!text) return;
  const start = lastTopLevelAwait(parse(kernel, text));
  if (start === undefined) return;
  const before = text.slice(0, start).split('\n');
  const line = text.split('\n')[before.length - 1] ?? '';
  const column = before.at(-1)?.length ?? 0;
  const place = `${url}:${before.length}\n${line}\n${' '.repeat(column)}^`;
  kernel.output(2, kernel.natives.encodeUtf8(`Warning: Detected unsettled top-level await at ${place}\n\n\n\n`));
}

function parse(kernel: Kernel, text: string): SyntaxNode {
  const acorn = kernel.requireBuiltin('internal/deps/acorn/acorn/dist/acorn');
  const parseText = acorn.parse as (text: string, options: object) => SyntaxNode;
  return parseText(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
}

function lastTopLevelAwait(node: SyntaxNode): number | undefined {
  if (/Function/.test(node.type)) return undefined;
  let last = node.type === 'AwaitExpression' ? node.start : undefined;
  for (const child of childrenOf(node)) last = lastTopLevelAwait(child) ?? last;
  return last;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const isNode = (value: unknown): value is SyntaxNode =>
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
  return Object.values(node).flat().filter(isNode);
}
