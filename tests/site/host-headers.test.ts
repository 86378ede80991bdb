/** What hosts that read `_headers` are told to send. */
import { expect, test } from 'vitest';
import { describeHeaders } from '../../src/site/host-headers.ts';

/** Headers of each rule by its path. */
function readRules(text: string): Record<string, Record<string, string>> {
  return Object.fromEntries(
    text
      .trim()
      .split('\n\n')
      .map((rule) => {
        const [path = '', ...lines] = rule.split('\n');
        return [path, Object.fromEntries(lines.map((line) => line.trim().split(': ')))];
      }),
  );
}

const FOR_EVER = 'public, max-age=31536000, immutable';

test('pages are isolated, and what has a hash in its name is kept for ever', () => {
  const rules = readRules(describeHeaders('/'));
  expect(rules['/*']).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'credentialless',
  });
  expect(rules['/*']).not.toHaveProperty('Cache-Control');
  expect(rules['/engines/*']).toMatchObject({ 'Cache-Control': FOR_EVER });
  expect(rules['/engines/*']?.['Content-Security-Policy']).toContain("default-src 'none'");
  expect(rules['/_astro/*']).toEqual({ 'Cache-Control': FOR_EVER });
});

test('no header is named by two rules that fit one file: it would be sent with both values', () => {
  const rules = readRules(describeHeaders('/'));
  for (const path of ['/engines/*', '/_astro/*'])
    expect(Object.keys(rules[path] ?? {}).filter((name) => name in (rules['/*'] ?? {}))).toEqual([]);
});

test('a site below the root has its rules there', () => {
  expect(Object.keys(readRules(describeHeaders('/course/')))).toEqual([
    '/course/*',
    '/course/engines/*',
    '/course/_astro/*',
  ]);
});
