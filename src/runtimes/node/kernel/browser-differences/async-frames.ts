/** V8's stack goes on with what awaits the outermost function, if an `await` of that function was what resumed it. */
import { isFunction } from '../modules/scope-analysis.ts';
import type { AwaitSite, Wait } from './error-tracking.ts';
import type { ShownFrame } from './frame-names.ts';
import { functionNameAt } from './function-names.ts';
import type { Place, PlaceSyntax } from './source-trees.ts';

/** Of all an error came through, what waited when it was made; `shown` is the stack from then. */
export function sitesWaiting(shown: readonly ShownFrame[], waits: readonly Wait[]): readonly AwaitSite[] {
  const outermost = shown.at(-1);
  if (!outermost?.syntax || !isAsyncCode(outermost, outermost.syntax)) return [];
  // It called what failed, and had not begun to wait.
  const isCalledWithin = ({ source, start, end }: AwaitSite) =>
    shown.some(({ syntax: at }) => at && source === at.text && start <= at.offset && at.offset < end);
  const waiting = waits.filter(({ site }) => !isCalledWithin(site));
  const end = waiting.findIndex(({ isLate }) => isLate);
  // Nobody waited there yet.
  return (end < 0 ? waiting : waiting.slice(0, end)).map(({ site }) => site);
}

/** The name of the function that waits there. */
export function waitingNameAt(syntax: PlaceSyntax, file: string): string {
  return functionNameAt(syntax, file.startsWith('file:'), isObjectMethod(syntax) ? 'method' : 'plain');
}

/** The place of an `await` in the file that holds its text. */
export function placeOfSite({ source, start }: AwaitSite, file: string): Place {
  const before = source.slice(0, start).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Code that an `await` can resume. */
function isAsyncCode({ file }: Place, { nodes }: PlaceSyntax): boolean {
  const around = nodes.findLast(isFunction);
  return around ? 'async' in around && around.async === true : file.startsWith('file:');
}

function isObjectMethod({ nodes }: PlaceSyntax): boolean {
  const property = nodes[nodes.findLastIndex(isFunction) - 1];
  return property?.type === 'Property' && property.method;
}
