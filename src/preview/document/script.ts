/**
 * Rewrites JavaScript so that it means in the frame what it means in a tab: `location` is the address that the preview
 * shows, and modules import each other by whole addresses. A loaded script that does neither stays as it is.
 */
import { type Node, parse } from 'acorn';
import { IMPORT_NAME, LOCATION_NAME } from './names.ts';

const WINDOW_NAMES = new Set(['window', 'self', 'globalThis', 'document', 'top', 'parent', 'frames']);

export interface RewrittenScript {
  readonly code: string;
  /** Addresses of the modules it imports by name, dynamic ones included. */
  readonly imports: readonly string[];
}

/** `function`: the body of one, as in an attribute `onclick`. */
export type ScriptKind = 'script' | 'module' | 'function';

export interface ScriptPlace {
  readonly kind: ScriptKind;
  /** Where it was loaded from. */
  readonly url: string;
  /** From what a module writes to an address; undefined for a name that leads nowhere. */
  readonly resolve: (specifier: string) => string | undefined;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Code that is no JavaScript is left for the browser to complain about. */
export function rewriteScript(code: string, place: ScriptPlace): RewrittenScript {
  const tree = parseScript(code, place.kind);
  if (!tree) return { code, imports: [] };
  const imports = new Set<string>();
  const replacements: Replacement[] = [];
  for (const { node, parent, key } of walk(tree)) {
    const replacement = replace(node, parent, key, place, imports, code);
    if (replacement) replacements.push(replacement);
  }
  return { code: applyAll(code, replacements), imports: [...imports] };
}

function parseScript(code: string, kind: ScriptKind): Node | undefined {
  try {
    return parse(code, {
      ecmaVersion: 'latest',
      sourceType: kind === 'module' ? 'module' : 'script',
      allowReturnOutsideFunction: kind === 'function',
      allowHashBang: true,
    });
  } catch {
    return undefined;
  }
}

type TreeNode = Node & Record<string, unknown>;
interface Step {
  readonly node: TreeNode;
  readonly parent: TreeNode | undefined;
  readonly key: string;
}

function* walk(root: Node): Generator<Step, void> {
  const waiting: Step[] = [{ node: root as TreeNode, parent: undefined, key: '' }];
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    yield step;
    for (const [key, value] of Object.entries(step.node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) waiting.push({ node: child, parent: step.node, key });
      }
    }
  }
}

function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function replace(
  node: TreeNode,
  parent: TreeNode | undefined,
  key: string,
  place: ScriptPlace,
  imports: Set<string>,
  code: string,
): Replacement | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name === 'location' ? replaceLocation(node, parent, key) : undefined;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return isNode(node.source) ? replaceSpecifier(node.source, place, imports) : undefined;
    case 'ImportExpression':
      return replaceDynamicImport(node, place, imports, code);
    case 'MetaProperty':
      // Only `import.meta.url` is of a place; what else there is stays.
      return parent?.type === 'MemberExpression' &&
        isNode(parent.property) &&
        parent.property.name === 'url' &&
        isImport(node)
        ? { start: parent.start, end: parent.end, text: JSON.stringify(place.url) }
        : undefined;
    default:
      return undefined;
  }
}

/** All names `location` are renamed, local ones too, so that no scope has to be understood. */
function replaceLocation(node: TreeNode, parent: TreeNode | undefined, key: string): Replacement | undefined {
  const renamed = { start: node.start, end: node.end, text: LOCATION_NAME };
  if (parent?.type === 'MemberExpression' && key === 'property' && !parent.computed) {
    const { object } = parent;
    return isNode(object) && object.type === 'Identifier' && WINDOW_NAMES.has(String(object.name))
      ? renamed
      : undefined;
  }
  if (parent?.type === 'Property' && parent.shorthand) {
    // `{ location }` has it twice: as a key, which stays, and as a value.
    return key === 'value' ? { ...renamed, text: `location: ${LOCATION_NAME}` } : undefined;
  }
  const isName = ['Property', 'MethodDefinition', 'PropertyDefinition'].includes(parent?.type ?? '') && key === 'key';
  if (isName && !parent?.computed) return undefined;
  if (['LabeledStatement', 'BreakStatement', 'ContinueStatement'].includes(parent?.type ?? '')) return undefined;
  // Names of imports and exports are agreed on between modules.
  return parent?.type.startsWith('Import') || parent?.type.startsWith('Export') ? undefined : renamed;
}

function replaceSpecifier(source: TreeNode, place: ScriptPlace, imports: Set<string>): Replacement | undefined {
  const address = place.resolve(String(source.value));
  if (address === undefined) return undefined;
  imports.add(address);
  return { start: source.start, end: source.end, text: JSON.stringify(address) };
}

function replaceDynamicImport(
  node: TreeNode,
  place: ScriptPlace,
  imports: Set<string>,
  code: string,
): Replacement | undefined {
  const { source } = node;
  if (!isNode(source)) return undefined;
  const address = source.type === 'Literal' ? place.resolve(String(source.value)) : undefined;
  if (address !== undefined) imports.add(address);
  const wanted = address === undefined ? code.slice(source.start, source.end) : JSON.stringify(address);
  return { start: node.start, end: node.end, text: `${IMPORT_NAME}(${wanted}, ${JSON.stringify(place.url)})` };
}

function isImport(node: TreeNode): boolean {
  return isNode(node.meta) && node.meta.name === 'import';
}

/** What lies within another replacement goes with it. */
function applyAll(code: string, replacements: readonly Replacement[]): string {
  let result = '';
  let end = 0;
  for (const { start, end: next, text } of replacements.toSorted((one, other) => one.start - other.start)) {
    if (start < end) continue;
    result += code.slice(end, start) + text;
    end = next;
  }
  return result + code.slice(end);
}
