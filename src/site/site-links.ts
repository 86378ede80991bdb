/** Links within the site are written from its root; this puts the path under which the site lives before them. */
import { defineHastPlugin, type HastPluginDefinition } from 'satteri';

/** `base` as in the Astro configuration, for instance `/` or `/courses/twinstack`. */
export function siteLinks(base: string): HastPluginDefinition {
  const prefix = base.replace(/\/$/, '');
  return defineHastPlugin({
    name: 'twinstack:site-links',
    element: {
      filter: ['a'],
      visit(node, context) {
        const { href } = node.properties;
        if (typeof href === 'string' && href.startsWith('/') && !href.startsWith('//')) {
          context.setProperty(node, 'href', prefix + href);
        }
      },
    },
  });
}
