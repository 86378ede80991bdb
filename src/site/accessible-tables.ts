/** Tables that everybody can use: a wide one scrolls where the keyboard reaches it, an empty corner is no header. */
import { defineHastPlugin } from 'satteri';

export const accessibleTables = defineHastPlugin({
  name: 'twinstack:accessible-tables',
  element: {
    filter: ['table', 'th'],
    visit(node, context) {
      if (node.tagName === 'th') {
        if (context.textContent(node).trim() === '') context.replaceNode(node, { ...node, tagName: 'td' });
        return;
      }
      const properties = { className: ['table'], tabIndex: 0, role: 'group', ariaLabel: 'Table' };
      context.wrapNode(node, { type: 'element', tagName: 'div', properties, children: [] });
    },
  },
});
