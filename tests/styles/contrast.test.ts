import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');
const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const colours: Record<Theme, Map<string, string>> = { light: new Map(), dark: new Map() };
for (const [, name = '', light = '', dark = ''] of css.matchAll(/--ts-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
  colours.light.set(name, light);
  colours.dark.set(name, dark);
}

/** WCAG 2.2: relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, first: string, second: string): number {
  const [low = 0, high = 0] = [first, second]
    .map((name) => {
      const colour = colours[theme].get(name);
      if (colour === undefined) throw new Error(`There is no token --ts-${name}.`);
      return luminance(colour);
    })
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Text colours, and the backgrounds they are written on. */
const PLAIN = ['sunken', 'paper', 'raised', 'node-tint', 'django-tint', 'ok-tint', 'bad-tint', 'warn-tint'];
const CODE = ['code-background', 'code-active-line', 'code-selection', 'code-mark', 'code-added', 'code-removed'];
const TEXT = ['ink', 'muted', 'node', 'django', 'accent', 'ok', 'bad', 'warn'];
const codeText = [...colours.light.keys()].filter((name) => name.startsWith('code-') && !CODE.includes(name));

describe.each(THEMES)('in the %s theme', (theme) => {
  it.each(TEXT)('text in --ts-%s can be read on every background', (text) => {
    for (const background of [...PLAIN, 'marker']) {
      if (background === 'marker' && text !== 'ink') continue;
      expect(contrast(theme, text, background), `on ${background}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(codeText)('code in --ts-%s can be read on every line of code', (text) => {
    for (const background of CODE)
      expect(contrast(theme, text, background), `on ${background}`).toBeGreaterThanOrEqual(4.5);
  });

  it('the main button can be read', () => {
    expect(contrast(theme, 'on-ink', 'ink')).toBeGreaterThanOrEqual(4.5);
  });

  it('edges of controls and the focus ring can be seen', () => {
    for (const line of ['edge', 'focus'])
      for (const background of ['sunken', 'paper', 'raised', 'code-background'])
        expect(contrast(theme, line, background), `${line} on ${background}`).toBeGreaterThanOrEqual(3);
  });
});
