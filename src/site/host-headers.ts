/** Writes `_headers` into the built site: hosts such as Netlify and Cloudflare Pages send what it says. */
import { writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { ENGINE_HEADERS, ISOLATION_HEADERS } from './headers.ts';

export function hostHeaders(): AstroIntegration {
  let base = '/';
  return {
    name: 'twinstack:host-headers',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:build:done': async ({ dir }) => {
        await writeFile(new URL('_headers', dir), describeHeaders(base));
      },
    },
  };
}

/** What the site asks for there has a hash of its content in its name: it never changes. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' } as const;

/** In the format of those hosts: a path, then its headers, indented. All rules that fit a path count. */
export function describeHeaders(base: string): string {
  const rules: readonly (readonly [path: string, headers: Readonly<Record<string, string>>])[] = [
    [`${base}*`, { ...ISOLATION_HEADERS, 'X-Content-Type-Options': 'nosniff' }],
    [`${base}engines/*`, { ...withoutRepeats(ENGINE_HEADERS), ...FOR_EVER }],
    [`${base}_astro/*`, FOR_EVER],
  ];
  const describe = ([path, headers]: (typeof rules)[number]) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  return `${rules.map(describe).join('\n\n')}\n`;
}

/** A header that two rules name would be sent with both values. */
function withoutRepeats(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !(name in ISOLATION_HEADERS)));
}
