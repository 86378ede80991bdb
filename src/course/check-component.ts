/** Checks one use of a component against its rules. */
import type { MdastNode } from 'satteri';
import type { ComponentRules } from './component-rules.ts';
import { attributesOf, type Component, isComponent } from './mdx-component.ts';

/** Says what is wrong on a line, and what to write instead. */
export type Report = (line: number, message: string, hint: string) => void;

interface ComponentCheck {
  readonly line: number;
  readonly components: Readonly<Record<string, ComponentRules>>;
  readonly report: Report;
}

export function checkComponent(
  node: Component,
  parent: MdastNode | undefined,
  { line, components, report }: ComponentCheck,
): void {
  const rules = components[node.name ?? ''];
  if (!rules) {
    const hint = `Use one of ${Object.keys(components).join(', ')}, or plain lower-case HTML.`;
    report(line, `There is no component <${node.name ?? ''}> here.`, hint);
    return;
  }
  const write = `Write ${rules.example}.`;
  const attributes = attributesOf(node);
  for (const [name, value] of Object.entries(attributes)) {
    const allowed = rules.attributes[name];
    if (allowed === undefined) report(line, `<${node.name}> has no attribute "${name}".`, write);
    else if (allowed === 'flag') {
      if (value !== null) report(line, `"${name}" of <${node.name}> has a value.`, write);
    } else if (typeof value !== 'string') report(line, `"${name}" of <${node.name}> is not text in quotes.`, write);
    else if (allowed !== 'text' && !allowed.includes(value))
      report(line, `"${name}" of <${node.name}> cannot be "${value}".`, write);
  }
  for (const name of rules.required ?? [])
    if (!(name in attributes)) report(line, `<${node.name}> has no "${name}".`, write);
  for (const name of rules.children ?? []) {
    const count = node.children.filter(
      (child) => isComponent(child as MdastNode) && 'name' in child && child.name === name,
    );
    if (count.length !== 1) report(line, `<${node.name}> has ${count.length} <${name}>, not 1.`, write);
  }
  const isInParent = parent && isComponent(parent) && rules.parents?.includes(parent.name ?? '');
  if (rules.parents && !isInParent)
    report(line, `<${node.name}> is not directly in <${rules.parents.join('> or <')}>.`, write);
}
