/**
 * The elements that were added to a page, each the root of what came with it. A parser reports every element of a page by
 * itself: whoever looked through each of them would look through the deepest ones many times.
 */
export function* findAddedRoots(records: readonly MutationRecord[]): Generator<Element> {
  const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]));
  for (const node of added) {
    if (node instanceof Element && !(node.parentNode && added.has(node.parentNode))) yield node;
  }
}
