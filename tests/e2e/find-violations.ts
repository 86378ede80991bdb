/** What axe finds wrong with a page. */
import type { AxeBuilder } from '@axe-core/playwright';

/** One line for each violation: the rule and where. */
export async function findViolations(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
